import { epochMs } from '../../support/phone/clock'
import type { CheckList } from '../check-list'
import { faults, type Fault } from './faults'
import { isVoiced, longestGapMs, voicedAt } from './gaps'
import { hangs } from './hangs'
import type { SoundDesk } from './sound-desk'

const heardAgainWithinMs = 20_000
/** how long everything has to go on well before a fault counts as over */
const steadyMs = 1_000
const beforeMs = 100
/** A pause that no talk survives. What is aimed at is in docs/MEDIA.md, and is not asserted on a busy machine. */
const longestMs = 10_000

interface Row {
  readonly name: string
  readonly atPbxMs: number
  readonly inEarMs: number
}

export interface FaultTable {
  /** of the checks, and above the table */
  readonly name: string
  readonly faults: readonly Fault[]
  /** a call ends with the engine then, and another one takes its place in the supervision */
  readonly keysAreInEngine?: boolean
}

const onDemoPbx: FaultTable = { name: 'sound', faults: [...faults, ...hangs] }

/** What each fault does to the sound, measured on the wire and at the loudspeaker; prints a table. */
export async function checkFaults(
  desk: SoundDesk,
  checks: CheckList,
  { name, faults, keysAreInEngine = false }: FaultTable = onDemoPbx
): Promise<void> {
  await desk.adam.join('barge-in')
  await desk.adam.until(({ phase }) => phase === 'supervising')
  await soundAgain(desk, epochMs())
  const rows: Row[] = []
  for (const fault of faults) {
    await checks.part(`${name}: ${fault.name}`, async () => {
      const since = epochMs()
      const row = await measure(desk, fault)
      rows.push(row)
      const longest = Math.max(row.atPbxMs, row.inEarMs - (fault.silenceMs ?? 0))
      // Both sides are heard again in any case, in the mode that it was.
      const goesOn = (keysAreInEngine && fault.losesEngine) || isSameCall(desk, since)
      checks.check(
        `${name}: ${fault.name}`,
        goesOn && longest < longestMs,
        `${seen(row)}${goesOn ? '' : ', in another call'}`
      )
    })
  }
  console.log(['', `Longest gap in the sound (${name})`, ...rows.map(line), ''].join('\n'))
}

async function measure(desk: SoundDesk, fault: Fault): Promise<Row> {
  const fromMs = epochMs() - beforeMs
  await fault.happen(desk)
  await soundAgain(desk, epochMs())
  const toMs = epochMs() - beforeMs
  const heard = desk.ears.flatMap(({ loud }) => loud).sort((one, other) => one - other)
  return {
    name: fault.name,
    atPbxMs: longestGapMs(voicedAt(desk.voice.audio, fromMs), fromMs, toMs),
    inEarMs: longestGapMs(heard, fromMs, toMs)
  }
}

/** Nobody hung up since then, and nobody joined again. */
function isSameCall({ stage }: SoundDesk, since: number): boolean {
  const { log } = stage.tap
  const isBye = log.messages.some(
    ({ at, message }) => at > since && message.kind === 'request' && message.method === 'BYE'
  )
  return (
    !isBye &&
    new Set(log.fromPbx.audio.filter(({ at }) => at > since).map(({ ssrc }) => ssrc)).size <= 1
  )
}

/** Both sides are heard, and go on being heard. */
async function soundAgain({ voice, ears }: SoundDesk, since: number): Promise<void> {
  const at = since + steadyMs
  await Promise.all([
    voice.until("the manager's voice", heardAgainWithinMs, ({ audio }) => {
      const last = audio.at(-1)
      return last !== undefined && last.at > at && isVoiced(last.samples) ? true : undefined
    }),
    Promise.any(ears.map((ear) => ear.until(at, heardAgainWithinMs)))
  ])
}

function seen({ atPbxMs, inEarMs }: Row): string {
  return `${Math.round(atPbxMs)} ms at the PBX, ${Math.round(inEarMs)} ms in the ear`
}

function line({ name, atPbxMs, inEarMs }: Row): string {
  const cell = (milliseconds: number) => `${Math.round(milliseconds)} ms`.padStart(9)
  return `${name.padEnd(56)} at the PBX ${cell(atPbxMs)}   in the ear ${cell(inEarMs)}`
}
