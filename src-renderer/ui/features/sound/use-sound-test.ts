import { useState } from 'react'
import type { Failure } from '@contract/errors/reasons'
import type { SoundTest } from '@contract/ipc/sound-view'
import type { DeviceRole } from '@contract/settings/sound'
import { useIntent, useSend, useSlice } from '../../store/coachline-context'

export interface DeviceTest {
  /** the part that runs now, when it is this device's test */
  readonly running: SoundTest | null
  /** the microphone belongs to the call while there is one */
  readonly refused: boolean
  readonly failure: Failure | null
  readonly toggle: () => void
}

const roleOf = {
  recording: 'microphone',
  playing: 'microphone',
  tone: 'speaker',
  ringing: 'ringer'
} as const satisfies Record<SoundTest, DeviceRole>

const command = {
  microphone: 'sound.testMicrophone',
  speaker: 'sound.playTone',
  ringer: 'sound.ringOnce'
} as const

export function useSoundTest(role: DeviceRole): DeviceTest {
  const send = useSend()
  const intent = useIntent()
  const { test } = useSlice('sound')
  const inCall = useSlice('supervision').phase !== 'idle'
  const [failure, setFailure] = useState<Failure | null>(null)
  const running = test !== null && roleOf[test] === role ? test : null
  const refused = role === 'microphone' && inCall

  const start = async () => {
    const answer = await send(command[role])
    setFailure(answer.ok ? null : answer.failure)
  }

  return {
    running,
    refused,
    failure,
    toggle: () => {
      if (running !== null) intent('sound.stopTest')
      else if (!refused) void start()
    }
  }
}
