import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { microphoneProblem } from './microphone-problem'

/** The part of a MediaStreamTrack that matters here. */
export interface VoiceTrack {
  stop(): void
  onended: ((this: MediaStreamTrack, event: Event) => unknown) | null
}

export interface MicrophonePorts<Track extends VoiceTrack> {
  /** getUserMedia */
  capture(): Promise<Track>
  /** Puts a track into the call; null is silence. Takes effect in the order of the calls. */
  send(track: Track | null): Promise<void>
  /** which track is captured now, null when none */
  captured(track: Track | null): void
  /** the device is gone and everything is closed already */
  lost(): void
}

/**
 * The first lock: the device itself.
 *
 * ```
 *            muted              open
 *  closed ──────────► muted ──────────► open      closed: no track is captured, the device is free
 *     ▲                 │ ◄──────────────┘        muted:  captured, silence is sent
 *     └───closed, ended─┴──closed, ended          open:   voice is sent
 * ```
 * Whatever was asked last counts: a device that opens late, after `closed`, is let go at once.
 */
export class Microphone<Track extends VoiceTrack = MediaStreamTrack> {
  private generation = 0
  private state: MicrophonePolicy = 'closed'
  private track: Track | null = null

  constructor(private readonly ports: MicrophonePorts<Track>) {}

  async set(
    wanted: MicrophonePolicy
  ): Promise<{ microphone: MicrophonePolicy; problem: MicrophoneProblem | null }> {
    const generation = ++this.generation
    if (wanted === 'closed') {
      await this.release()
      return this.answer()
    }
    // Silence first: whatever the device does next, the voice has stopped.
    if (wanted === 'muted') await this.send(null)
    try {
      const track = this.track ?? (await this.ports.capture())
      if (generation !== this.generation) {
        if (track !== this.track) track.stop()
        return this.answer()
      }
      this.keep(track)
      this.state = 'muted'
      if (wanted === 'open') {
        await this.ports.send(track)
        if (generation === this.generation) this.state = 'open'
      }
      return this.answer()
    } catch (error) {
      if (generation !== this.generation) return this.answer()
      await this.release()
      return this.answer(microphoneProblem(error))
    }
  }

  private answer(problem: MicrophoneProblem | null = null) {
    return { microphone: this.state, problem }
  }

  private keep(track: Track): void {
    if (this.track === track) return
    this.track = track
    this.ports.captured(track)
    track.onended = () => {
      if (this.track !== track) return
      this.generation += 1
      void this.release()
      this.ports.lost()
    }
  }

  private release(): Promise<void> {
    const { track } = this
    this.track = null
    this.state = 'closed'
    if (track) {
      track.onended = null
      track.stop()
      this.ports.captured(null)
    }
    return this.send(null)
  }

  private async send(track: Track | null): Promise<void> {
    try {
      await this.ports.send(track)
    } catch {
      // The connection is closed: nothing is sent at all.
    }
  }
}
