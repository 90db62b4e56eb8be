import type { Slices } from '@contract/ipc/snapshot'
import { defaultSound } from '@contract/settings/sound'

/** A laptop with a headset; nothing was chosen yet. */
export const stageSound: Slices['sound'] = {
  devices: [
    { id: 'mic-built-in', kind: 'microphone', label: 'Built-in Microphone', isDefault: true },
    { id: 'mic-headset', kind: 'microphone', label: 'Jabra Evolve2 65', isDefault: false },
    { id: 'speaker-built-in', kind: 'speaker', label: 'Built-in Speakers', isDefault: true },
    { id: 'speaker-headset', kind: 'speaker', label: 'Jabra Evolve2 65', isDefault: false }
  ],
  chosen: { microphone: null, speaker: null, ringer: null },
  inUse: {
    microphone: 'mic-built-in',
    speaker: 'speaker-built-in',
    ringer: 'speaker-built-in'
  },
  volumePercent: defaultSound.volumePercent,
  microphoneGainDb: defaultSound.microphoneGainDb,
  listening: defaultSound.listening,
  processing: defaultSound.processing,
  test: null
}
