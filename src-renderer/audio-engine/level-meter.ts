import { toDbfs } from './dbfs'
import type { Sound } from './sound'

/** Measures the level of one track, if there is one. */
export class LevelMeter {
  private source: MediaStreamAudioSourceNode | null = null
  private analyser: AnalyserNode | null = null
  private readonly samples = new Float32Array(4096)

  constructor(private readonly sound: Sound) {}

  measure(track: MediaStreamTrack | null): void {
    this.source?.disconnect()
    this.source = null
    this.analyser = null
    if (!track) return
    const { context } = this.sound
    this.analyser = context.createAnalyser()
    this.analyser.fftSize = this.samples.length
    this.source = context.createMediaStreamSource(new MediaStream([track]))
    this.source.connect(this.analyser)
  }

  /** The last 85 ms in dBFS; -99 when there is nothing. */
  dbfs(): number {
    if (!this.analyser) return toDbfs(0)
    this.analyser.getFloatTimeDomainData(this.samples)
    return toDbfs(this.samples.reduce((sum, sample) => sum + sample * sample, 0) / 4096)
  }
}
