import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { epochMs } from '../../support/phone/clock'
import type { CheckList } from '../check-list'
import { desk as devices, type SoundDesk } from './sound-desk'

const heardWithinMs = 5_000

/**
 * What the system's own indicator of a microphone in use goes by: who reads from a source. In spy nobody does, which no
 * setting and no state of the app can pretend.
 */
export async function checkMicrophoneInUse(desk: SoundDesk, checks: CheckList): Promise<void> {
  const inUse = async (mode: SupervisionMode, expected: boolean) => {
    const readers = await desk.readersOfMicrophones()
    const name = `sound: in ${mode} ${expected ? 'the microphone is open' : 'no microphone is open'}`
    checks.check(name, readers.length > 0 === expected, readers.join(', ') || 'nobody reads')
  }
  await desk.adam.join('spy')
  await desk.adam.until(({ phase }) => phase === 'supervising')
  const [ear] = desk.ears
  await ear?.until(epochMs(), heardWithinMs)
  await inUse('spy', false)
  for (const mode of ['whisper', 'spy', 'barge-in', 'spy'] as const) {
    await desk.adam.switchTo(mode)
    if (mode !== 'spy') await desk.voiceOf(devices.microphone.hz)
    await inUse(mode, mode !== 'spy')
  }
  await desk.adam.hangUp()
}
