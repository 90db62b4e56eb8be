import { failure } from '@contract/errors/reasons'
import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import { fail, ok } from '@contract/ipc/result'
import type { SoundSettings } from '@contract/settings/sound'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { EchoCall } from './echo-call'
import type { CommandHandlers } from '../ipc/gate'
import type { SoundDevices } from '../media/media-host'

export interface SoundCommandParts {
  readonly directory: CustomerDirectory
  readonly sound: SoundDevices
  readonly echoCall: EchoCall
  inCall(): boolean
}

type SoundCommand = Extract<keyof CommandHandlers, `sound.${string}`>

export function soundCommands(parts: SoundCommandParts): Pick<CommandHandlers, SoundCommand> {
  const { directory, sound, echoCall } = parts
  const change = (part: Partial<SoundSettings>) =>
    directory.setSound({ ...directory.current.sound, ...part })
  return {
    'sound.choose': ({ role, id }) => {
      if (id === null) return change({ [role]: null })
      const device = sound.toRemember(role, id)
      return device ? change({ [role]: device }) : fail(failure('sound.device-gone'))
    },
    'sound.setVolume': ({ volumePercent }) => change(sound.withVolume(volumePercent)),
    'sound.setMicrophoneGain': ({ gainDb }) => change(sound.withMicrophoneGain(gainDb)),
    'sound.setListening': (listening) => change({ listening }),
    'sound.setProcessing': (processing) => change({ processing }),
    'sound.testMicrophone': async () => {
      // In a call the state of the supervision alone opens the microphone (docs/adr/0003).
      if (parts.inCall() || echoCall.active) return fail(failure('sound.test-in-call'))
      const { problem } = await sound.testMicrophone()
      return problem ? fail(failure(`microphone.${problem}` satisfies MicrophoneReason)) : ok()
    },
    'sound.playTone': async () => {
      await sound.playTone()
      return ok()
    },
    'sound.ringOnce': async () => {
      await sound.ringOnce()
      return ok()
    },
    'sound.stopTest': async () => {
      await sound.stopTest()
      return ok()
    },
    'sound.startEchoCall': () => echoCall.start(),
    'sound.endEchoCall': () => {
      echoCall.hangUp()
      return ok()
    }
  }
}

type MicrophoneReason = `microphone.${MicrophoneProblem}`
