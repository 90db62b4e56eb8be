import { AmplifiedVoice } from './amplified-voice'
import type { VoiceTrack } from './microphone'

/** A gain that does not work by then has no clock: better heard softly than not. */
const longestMs = 800

/**
 * What is captured from a device, as loud as it is wanted. Without a gain that is the device's own track and nothing else:
 * no node in between, and no delay.
 */
export class CapturedVoice implements VoiceTrack {
  private amplified: AmplifiedVoice | null = null
  /** until it runs: before that it would be a gap in the call */
  private starting: AmplifiedVoice | null = null
  private isStarted = false
  /** Resolves when the track is as loud as it was wanted at first. */
  readonly ready: Promise<void>

  /** @param changed - `track` is another one now; the one before lives until this resolves. Never rejects */
  constructor(
    readonly device: MediaStreamTrack,
    gainDb: number,
    private readonly changed: () => Promise<void>
  ) {
    this.ready = this.start(gainDb)
  }

  /** Nothing has to be waited for. */
  get isReady(): boolean {
    return this.isStarted
  }

  /** what is sent and measured */
  get track(): MediaStreamTrack {
    return this.amplified?.track ?? this.device
  }

  get onended(): VoiceTrack['onended'] {
    return this.device.onended
  }

  /** It is the device that goes away, also when it is amplified. */
  set onended(listener) {
    this.device.onended = listener
  }

  /** The device first. */
  stop(): void {
    this.device.stop()
    this.starting?.close()
    this.amplified?.close()
  }

  /** The voice is never interrupted: where nothing can be amplified it goes on as it is. */
  async setGain(gainDb: number): Promise<void> {
    const running = this.amplified ?? this.starting
    if (gainDb === 0) {
      this.starting?.close()
      this.starting = null
      await this.become(null)
    } else if (running) running.setGain(gainDb)
    else {
      const amplified: AmplifiedVoice = new AmplifiedVoice(this.device, gainDb, () => {
        if (this.amplified === amplified) void this.become(null)
      })
      this.starting = amplified
      if (!(await amplified.runs())) return
      this.starting = null
      await this.become(amplified)
    }
  }

  private async start(gainDb: number): Promise<void> {
    if (gainDb !== 0) {
      let timer = 0
      const late = new Promise<void>((resolve) => {
        timer = window.setTimeout(resolve, longestMs)
      })
      await Promise.race([this.setGain(gainDb), late])
      clearTimeout(timer)
    }
    this.isStarted = true
  }

  private async become(amplified: AmplifiedVoice | null): Promise<void> {
    const before = this.amplified
    if (amplified === before) return
    this.amplified = amplified
    await this.changed()
    before?.close()
  }
}
