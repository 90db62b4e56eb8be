import { epochMs } from '../../support/phone/clock'
import { startAsteriskLab, type AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { sdesPlace, webRtcPlace } from './encrypted-desks'
import { checkFaults, soundAgain } from './fault-table'
import { faults, inPage, silentPbx } from './faults'
import { SoundDesk, type SoundPlace } from './sound-desk'

const idleWithinMs = 30_000
const hasWhatEachNeeds = (...has: readonly (string | undefined)[]) =>
  faults.filter(({ needs }) => has.includes(needs))

/** The engine has the keys of WebRTC: when it goes, Asterisk has no use for new ones (docs/adr/0013). The relay has none. */
const isOfTheRelay = (name: string) => name.startsWith('audio engine') || name.includes('its port')

const onSdes = { name: 'sound, SDES', faults: hasWhatEachNeeds(undefined, 'numbers') }
const onWebRtc = {
  name: 'sound, WebRTC',
  faults: [...hasWhatEachNeeds(undefined), silentPbx].filter(({ name }) => !isOfTheRelay(name))
}

/** The same faults where the sound is encrypted, on Asterisk. */
export async function checkEncryptedFaults(checks: CheckList): Promise<void> {
  await onAsterisk(sdesPlace, (desk) => checkFaults(desk, checks, onSdes))
  await onAsterisk(webRtcPlace, async (desk) => {
    for (const what of ['reload', 'crash'] as const) {
      await checks.part(`sound, WebRTC: audio engine, ${what}`, () => ends(desk, what, checks))
    }
    await checkFaults(desk, checks, onWebRtc)
  })
}

async function onAsterisk(
  place: (lab: AsteriskLab) => Promise<SoundPlace>,
  run: (desk: SoundDesk) => Promise<void>
): Promise<void> {
  const lab = await startAsteriskLab()
  try {
    const desk = await SoundDesk.open(() => place(lab))
    try {
      await run(desk)
    } finally {
      await desk.close()
    }
  } finally {
    await lab.stop()
  }
}

/** A call that cannot be heard any more must not look like one that can. */
async function ends(desk: SoundDesk, what: 'reload' | 'crash', checks: CheckList): Promise<void> {
  await desk.adam.join('barge-in')
  await desk.adam.until(({ phase }) => phase === 'supervising')
  await soundAgain(desk, epochMs())
  const at = epochMs()
  await inPage(desk, 'audio-engine', what)
  const last = await desk.app.until('the end of the call', idleWithinMs, ({ supervision }) =>
    supervision.phase === 'idle' ? (supervision.last ?? undefined) : undefined
  )
  const seconds = Math.round((epochMs() - at) / 100) / 10
  const { by, failure } = last
  checks.check(
    `sound, WebRTC: audio engine, ${what}: the call ends, and says why`,
    by !== 'manager' && failure !== null,
    `${seconds} s, ${by}, ${failure?.reason ?? 'no reason'}`
  )
}
