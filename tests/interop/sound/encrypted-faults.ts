import { startAsteriskLab, type AsteriskLab } from '../asterisk/asterisk-lab'
import type { CheckList } from '../check-list'
import { sdesPlace, webRtcPlace } from './encrypted-desks'
import { checkFaults } from './fault-table'
import { faults, silentPbx } from './faults'
import { SoundDesk, type SoundPlace } from './sound-desk'

const hasWhatEachNeeds = (...has: readonly (string | undefined)[]) =>
  faults.filter(({ needs }) => has.includes(needs))

/** The relay has no part in WebRTC, and no port. */
const hasNoPort = (name: string) => name.includes('its port')

const onSdes = { name: 'sound, SDES', faults: hasWhatEachNeeds(undefined, 'numbers') }
const onWebRtc = {
  name: 'sound, WebRTC',
  faults: [...hasWhatEachNeeds(undefined), silentPbx].filter(({ name }) => !hasNoPort(name)),
  keysAreInEngine: true
}

/** The same faults where the sound is encrypted, on Asterisk. */
export async function checkEncryptedFaults(checks: CheckList): Promise<void> {
  await onAsterisk(sdesPlace, (desk) => checkFaults(desk, checks, onSdes))
  await onAsterisk(webRtcPlace, (desk) => checkFaults(desk, checks, onWebRtc))
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
