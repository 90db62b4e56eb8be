import { randomInt } from 'node:crypto'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { afterEach, beforeEach, expect, it } from 'vitest'
import type { ListedDevice } from '@contract/ipc/media-protocol'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import { SupervisedDesk } from '../../support/media/supervised-desk'

/** COACHLINE_PROOF_SECONDS runs longer; COACHLINE_PROOF_SEED repeats what failed. */
const seconds = Number(process.env['COACHLINE_PROOF_SECONDS'] ?? 60)
const seed = Number(process.env['COACHLINE_PROOF_SEED'] ?? randomInt(2 ** 31))
const stepsInARow = 25

/** mulberry32: the same numbers for one seed, everywhere. */
function numbersFrom(start: number): (below: number) => number {
  let state = start
  return (below) => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below
  }
}

const microphones: readonly ListedDevice[] = ['one', 'two'].map((id) => ({
  ...{ id, kind: 'microphone', label: id, group: id, isDefault: id === 'one' }
}))

let desk: SupervisedDesk

beforeEach(async () => {
  desk = await SupervisedDesk.open()
})

afterEach(async () => {
  await desk.close()
})

/** Everything that happens to a manager, some of it while the last thing is still going on. */
const steps = {
  spy: () => desk.supervisor.changeMode('spy'),
  whisper: () => desk.supervisor.changeMode('whisper'),
  'barge-in': () => desk.supervisor.changeMode('barge-in'),
  'send again': () => desk.supervisor.sendAgain(),
  mute: () => desk.supervisor.setMuted(true),
  unmute: () => desk.supervisor.setMuted(false),
  'the PBX holds': () => says(0, [8], 'sendonly'),
  'the PBX is silent': () => says(0, [8], 'inactive'),
  'the PBX goes on': () => says(0, [8, 0], 'sendrecv'),
  'the PBX moves': () => says(1, [8], 'sendrecv'),
  'the PBX wants another codec': () => says(0, [0], 'sendrecv'),
  'the PBX wants G.722': () => says(0, [9], 'sendrecv'),
  'the PBX wants opus': () => says(0, [111], 'sendrecv'),
  'another microphone': () => desk.engine.connected(microphones.slice(1)),
  'both microphones': () => desk.engine.connected(microphones),
  'the microphone is lost': () =>
    desk.engine.says((session) => ({ type: 'microphone-lost', session })),
  'no microphone opens': () => void (desk.engine.problem = 'in-use'),
  'microphones open again': () => void (desk.engine.problem = null),
  'the way to the engine is lost': () =>
    desk.engine.says((session) => ({ type: 'disconnected', session })),
  'the engine crashes': async () => {
    await desk.engine.crash()
    await desk.engine.start()
  },
  'the relay crashes': async () => {
    await desk.relay.crash()
    await desk.relay.start()
  }
} satisfies Record<string, () => unknown>
const all = Object.keys(steps) as (keyof typeof steps)[]
/** What lets the voice out happens more often than what stops it: else there would be nothing to leak. */
const opening = [
  'whisper',
  'barge-in',
  'unmute',
  'the PBX goes on',
  'microphones open again'
] as const
const names = [...all, ...opening, ...opening, ...opening]

async function says(
  socket: 0 | 1,
  payloadTypes: readonly number[],
  direction: 'sendrecv' | 'sendonly' | 'inactive'
): Promise<void> {
  await desk.reInvite({ socket: desk.socket(socket), payloadTypes, direction })
}

it(
  `no frame of the microphone leaves when nobody is to hear the manager (seed ${seed})`,
  async () => {
    const number = numbersFrom(seed)
    const until = performance.now() + seconds * 1_000
    let sequences = 0
    let taken = 0
    while (performance.now() < until) {
      sequences += 1
      desk.encrypted = number(3) === 0
      desk.engine.problem = null
      const mode = supervisionModes[number(3)] ?? 'spy'
      desk.did(`join in ${mode}${desk.encrypted ? ', encrypted' : ''}`)
      void desk.supervisor.join('744', mode)
      for (let step = 0; step < stepsInARow && performance.now() < until; step++) {
        const name = names[number(names.length)] ?? 'spy'
        desk.did(name)
        taken += 1
        const done = Promise.resolve(steps[name]()).catch(() => null)
        // Fingers do not wait for what they do, and have no pace of their own: nothing is waited for here.
        if (number(3) === 0) await done
        else await setTimeoutPromise(number(4) === 0 ? 400 : number(80))
        expect(desk.leaks, `seed ${seed}`).toEqual([])
      }
      desk.did('hang up')
      desk.supervisor.hangUp()
      await setTimeoutPromise(20)
    }
    expect(desk.leaks, `seed ${seed}`).toEqual([])
    // The proof is worth something only when the voice could be heard where it was allowed.
    expect(desk.voiced).toBeGreaterThan(taken / 20)
    console.log(`${sequences} calls, ${taken} steps, ${desk.voiced} frames of voice where allowed`)
  },
  (seconds + 30) * 1_000
)
