import {
  setImmediate as setImmediatePromise,
  setTimeout as setTimeoutPromise
} from 'node:timers/promises'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { within } from '../phone/clock'
import { numbersFrom, oneOf, type Numbers } from './numbers-from'
import { ProofDesk } from './proof-desk'
import { allIsWell, namesOf, stepsOf, type StepName } from './proof-steps'
import type { Tally } from './tally'

/** An app is started anew after so many. */
const sequencesOfDesk = 40
const fewestSteps = 4
const stepsMore = 12
/** Nobody waits so long; whoever does is stuck, and that is a failure too. */
const stuckMs = 20_000
const goesOn = { socket: 0, payloadTypes: [8, 0], direction: 'sendrecv' } as const
/** a call that is not in spy by then is left for another one */
const timesAsked = 3
/** of the microphone, sent and kept, before a sequence counts as ended in spy */
const lastFrames = 3

export interface Run {
  readonly seed: number
  /** asked before each sequence */
  wantsMore(): boolean
  /** what a test of this test does to the desk */
  prepare?(desk: ProofDesk): void
}

/**
 * A sequence: a random series of steps that begins and ends in spy. Every frame that arrives meanwhile is judged. It has
 * ended when main says spy and frames of the microphone that the engine sent since were kept, and the PBX got silence.
 */
export async function runSequences(run: Run, tally: Tally): Promise<void> {
  const number = numbersFrom(run.seed)
  while (run.wantsMore()) {
    const desk = await within(stuckMs, 'the start', ProofDesk.open(number, tally))
    run.prepare?.(desk)
    try {
      await within(stuckMs, 'the first spy', endInSpy(desk, number))
      for (let sequence = 0; sequence < sequencesOfDesk && run.wantsMore(); sequence++) {
        const { voiced } = desk
        await takeSteps(desk, number, tally)
        await within(stuckMs, 'the end in spy', endInSpy(desk, number))
        tally.sequences += 1
        if (desk.voiced > voiced) tally.voicedSequences += 1
      }
    } catch (error) {
      tally.failures.push(`STUCK: seed ${run.seed}: ${String(error)}; ${desk.state}; ${desk.story}`)
    }
    await within(stuckMs, 'the end', desk.close())
  }
}

async function takeSteps(desk: ProofDesk, number: Numbers, tally: Tally): Promise<void> {
  const steps = stepsOf(desk, number)
  const names = namesOf(steps)
  const take = (name: StepName) => {
    desk.did(name)
    tally.count('steps', name)
    chooseCustomer(desk, number)
    return Promise.resolve(steps[name]()).catch(() => null)
  }
  // Mostly somebody speaks first: else there is little that could leak.
  if (number(4) > 0) {
    void take('unmute')
    void take(oneOf(number, ['whisper', 'barge-in']))
    await isHeard(desk, 600)
  }
  const count = fewestSteps + number(stepsMore)
  for (let step = 0; step < count; step++) {
    const done = take(oneOf(number, names))
    // Fingers do not wait for what they do, and have no pace of their own.
    const pause = number(5)
    if (pause === 0) await Promise.race([done, setTimeoutPromise(number(200))])
    if (pause === 1) await setTimeoutPromise(number(60))
    if (pause === 2) await isHeard(desk, number(400))
  }
}

/** Resolves when the voice is heard, and after a while when it is not. */
async function isHeard(desk: ProofDesk, ms: number): Promise<void> {
  const { voiced } = desk
  await Promise.race([desk.until(() => desk.voiced > voiced), setTimeoutPromise(ms)])
}

/** Counts from the next join on. */
function chooseCustomer(desk: ProofDesk, number: Numbers): void {
  if (desk.view.phase !== 'idle') return
  desk.customer = {
    mediaSecurity: oneOf(number, ['rtp', 'rtp', 'sdes']),
    dtmfMethod: oneOf(number, ['auto', 'rfc4733', 'info', 'info']),
    switchMethod: oneOf(number, [
      'dtmf',
      'dtmf',
      'dtmf',
      'dtmf',
      'dtmf',
      'rejoin',
      'rejoin',
      'none'
    ])
  }
}

export async function endInSpy(desk: ProofDesk, number: Numbers): Promise<void> {
  desk.did('| in the end')
  await allIsWell(desk)
  let asked = 0
  do {
    while (!isInSpy(desk.view)) {
      // A code cannot leave while the PBX holds.
      await desk.pbx.reInvite(goesOn)
      // This customer's codes cannot leave at all, or not on this PBX.
      if (asked === timesAsked) desk.supervisor.hangUp()
      asked = desk.view.phase === 'idle' ? 0 : asked + 1
      await askForSpy(desk, number)
      // What is refused at once must not be asked for without a pause.
      await setImmediatePromise()
      await desk.until(() => isInSpy(desk.view) || needsAsking(desk.view))
    }
  } while (!(await isHeardInSpy(desk)))
}

/** @returns false when the call ended or moved meanwhile */
async function isHeardInSpy(desk: ProofDesk): Promise<boolean> {
  const answer = await desk.pbx.reInvite(goesOn)
  if (answer >= 300) {
    // The PBX knows nothing of this call any more.
    if (answer === 481) desk.supervisor.hangUp()
    await setImmediatePromise()
    return false
  }
  desk.did('which speaks?')
  const { spoken } = desk
  await desk.until(() => !isInSpy(desk.view) || desk.spoken >= spoken + lastFrames)
  desk.did('which sends?')
  const { heard } = desk
  await desk.until(() => !isInSpy(desk.view) || desk.heard > heard)
  return isInSpy(desk.view)
}

function isInSpy(view: SupervisionView): boolean {
  return view.phase === 'supervising' && view.mode === 'spy' && view.change === null
}

function needsAsking(view: SupervisionView): boolean {
  return view.phase === 'idle' || (view.phase === 'supervising' && view.change === null)
}

async function askForSpy(desk: ProofDesk, number: Numbers): Promise<void> {
  const { supervisor, view } = desk
  if (view.phase === 'idle') {
    await desk.until(() => desk.account.registration.kind === 'registered')
    chooseCustomer(desk, number)
    await supervisor.join('744', 'spy')
  } else if (view.phase === 'supervising') {
    const { ok } = await supervisor.changeMode('spy')
    if (!ok) supervisor.hangUp()
  }
}
