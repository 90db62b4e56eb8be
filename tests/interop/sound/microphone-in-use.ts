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
  const inUse = async (when: string, expected: boolean) => {
    const readers = await desk.readersOfMicrophones()
    const name = `sound: in ${when} ${expected ? 'the microphone is open' : 'no microphone is open'}`
    checks.check(name, readers.length > 0 === expected, readers.join(', ') || 'nobody reads')
  }
  const switchTo = async (mode: SupervisionMode, when: string = mode) => {
    await desk.adam.switchTo(mode)
    if (mode !== 'spy') await desk.voiceOf(devices.microphone.hz)
    await inUse(when, mode !== 'spy')
  }
  const spy = async () => {
    await desk.adam.join('spy')
    await desk.adam.until(({ phase }) => phase === 'supervising')
    const [ear] = desk.ears
    await ear?.until(epochMs(), heardWithinMs)
  }

  await spy()
  await inUse('spy', false)
  for (const mode of ['whisper', 'spy', 'barge-in', 'spy'] as const) await switchTo(mode)
  await desk.app.command('sound.setMicrophoneGain', { gainDb: 6 })
  await inUse('spy with a gain', false)
  await switchTo('barge-in', 'barge-in with a gain')
  await switchTo('spy', 'spy after a gain')
  await desk.app.command('sound.setMicrophoneGain', { gainDb: 0 })
  await desk.adam.hangUp()

  await desk.app.command('sound.startEchoCall')
  await desk.app.until('an echo call', heardWithinMs, ({ echoCall }) =>
    echoCall.phase === 'running' ? true : undefined
  )
  await inUse('an echo call', true)
  await spy()
  await inUse('spy right after an echo call', false)
  await desk.adam.hangUp()
}
