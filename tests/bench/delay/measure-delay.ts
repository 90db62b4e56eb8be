import { setTimeout as pause } from 'node:timers/promises'
import { quantile, type Figure } from '../figure'
import { CallTarget } from './call-target'
import { delaysMs } from './chirp'
import { DelayDesk } from './delay-desk'
import { openApp, openBaresip, type DeskPhone } from './phones'

/** Calls of each phone, in turns, so that the machine does to one what it does to the other. */
const turns = 4
/** Jitter buffers and gain controls have settled by then. */
const settleMs = 3_000
/** What cannot be found any more was distorted by a busy machine; figures of what is left would flatter. */
const leastShare = 0.8

interface Delays {
  readonly mouthToWire: number[]
  readonly wireToEar: number[]
}

/**
 * How long sound takes from the microphone to the PBX's socket and from there to the loudspeaker, and what another
 * softphone takes for the same on the same devices, in the same run.
 */
export async function measureDelay(samples: number): Promise<readonly Figure[]> {
  const desk = await DelayDesk.open()
  const phones: DeskPhone[] = []
  let target: CallTarget | undefined
  try {
    target = await CallTarget.open()
    phones.push(await openApp(desk.pulse, target.peer))
    phones.push(await openBaresip(desk.pulse, target.peer))
    const delays = { coachline: empty(), baresip: empty() }
    const count = Math.ceil(samples / turns)
    for (let turn = 0; turn < turns; turn++) {
      for (const phone of phones) await measureCall(desk, target, phone, count, delays[phone.name])
    }
    return [
      ...compared('delay.mouth-to-wire', delays, ({ mouthToWire }) => mouthToWire, samples),
      ...compared('delay.wire-to-ear', delays, ({ wireToEar }) => wireToEar, samples)
    ]
  } finally {
    for (const phone of phones) await phone.close()
    await target?.close()
    await desk.close()
  }
}

function empty(): Delays {
  return { mouthToWire: [], wireToEar: [] }
}

async function measureCall(
  desk: DelayDesk,
  target: CallTarget,
  phone: DeskPhone,
  count: number,
  { mouthToWire, wireToEar }: Delays
): Promise<void> {
  const connected = target.nextCall()
  await phone.dial()
  await connected
  await pause(settleMs)

  let spoken: readonly number[] = []
  const onTheWire = await target.chirpsHeard(async () => {
    spoken = await desk.chirp(count)
  })
  mouthToWire.push(...delaysMs(spoken, onTheWire))

  const speaker = await desk.recordSpeaker()
  const sent = await target.chirp(count)
  wireToEar.push(...delaysMs(sent, await speaker.stop()))
  await target.hangUp()
}

function compared(
  name: string,
  delays: Readonly<Record<DeskPhone['name'], Delays>>,
  of: (delays: Delays) => readonly number[],
  samples: number
): readonly Figure[] {
  const [ours, theirs] = [of(delays.coachline), of(delays.baresip)]
  if (Math.min(ours.length, theirs.length) < leastShare * samples) {
    throw new Error(`${name}: ${ours.length} and ${theirs.length} of ${samples} chirps were found`)
  }
  return Object.entries({ p50: 0.5, p99: 0.99 }).flatMap(([share, value]) => {
    const [own, peer] = [quantile(ours, value), quantile(theirs, value)].map(Math.round)
    if (own === undefined || peer === undefined) return []
    return [
      { name: `${name}.${share}`, value: own, unit: 'ms', peer },
      { name: `${name}.${share}.of-baresip`, value: Math.round((100 * own) / peer), unit: '%' }
    ] satisfies Figure[]
  })
}
