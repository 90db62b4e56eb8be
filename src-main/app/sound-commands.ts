import { failure } from '@contract/errors/reasons'
import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import { fail, ok } from '@contract/ipc/result'
import type { SoundSettings } from '@contract/settings/sound'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { CommandHandlers } from '../ipc/gate'
import type { SoundDevices } from '../media/media-host'

export interface SoundCommandParts {
  readonly directory: CustomerDirectory
  readonly sound: SoundDevices
  inCall(): boolean
}

type SoundCommand = Extract<keyof CommandHandlers, `sound.${string}`>

export function soundCommands(parts: SoundCommandParts): Pick<CommandHandlers, SoundCommand> {
  const { directory, sound } = parts
  const change = (part: Partial<SoundSettings>) =>
    directory.setSound({ ...directory.current.sound, ...part })
  return {
    'sound.choose': ({ kind, id }) => {
      if (id === null) return change({ [kind]: null })
      const device = sound.toRemember(kind, id)
      return device ? change({ [kind]: device }) : fail(failure('sound.device-gone'))
    },
    'sound.setVolume': ({ volumePercent }) => change({ volumePercent }),
    'sound.setProcessing': (processing) => change({ processing }),
    'sound.testMicrophone': async () => {
      // In a call the state of the supervision alone opens the microphone (docs/adr/0003).
      if (parts.inCall()) return fail(failure('sound.test-in-call'))
      const { problem } = await sound.testMicrophone()
      return problem ? fail(failure(`microphone.${problem}` satisfies MicrophoneReason)) : ok()
    },
    'sound.playTone': async () => {
      await sound.playTone()
      return ok()
    },
    'sound.stopTest': async () => {
      await sound.stopTest()
      return ok()
    }
  }
}

type MicrophoneReason = `microphone.${MicrophoneProblem}`
