import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { PulseAudio } from '../../interop/sound/pulse-audio'
import { wavOf } from '../../support/wav'
import { chirpsWithPauses, sampleRate } from './chirp'
import { SinkRecording } from './sink-recording'

const mouth = 'mouth'
const speaker = 'speaker'

/** A microphone and a loudspeaker that both phones use, and a mouth in front of the microphone. */
export class DelayDesk {
  private constructor(readonly pulse: PulseAudio) {}

  static async open(): Promise<DelayDesk> {
    const pulse = await PulseAudio.start()
    try {
      await pulse.plugInSpeaker(mouth, 'Mouth')
      await pulse.plugInSpeaker(speaker, 'Loudspeaker')
      await pulse.plugInMicrophone('microphone', 'Microphone', mouth)
      await pulse.pactl('set-default-source', 'microphone')
      await pulse.pactl('set-default-sink', speaker)
      return new DelayDesk(pulse)
    } catch (error) {
      await pulse.stop()
      throw error
    }
  }

  /** Chirps into the microphone. @returns when each was there */
  async chirp(count: number): Promise<readonly number[]> {
    const file = 'chirps.wav'
    writeFileSync(join(this.pulse.folder, file), wavOf(chirpsWithPauses(count), sampleRate))
    const recording = await this.record(mouth)
    await this.pulse.play(mouth, file)
    return recording.stop()
  }

  async recordSpeaker(): Promise<SinkRecording> {
    return this.record(speaker)
  }

  async close(): Promise<void> {
    await this.pulse.stop()
  }

  private async record(sink: string): Promise<SinkRecording> {
    const recording = new SinkRecording(this.pulse.recorder(sink))
    await recording.begun()
    return recording
  }
}
