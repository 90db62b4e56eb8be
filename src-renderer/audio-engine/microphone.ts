import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { microphoneProblem } from './microphone-problem'

/** The part of a MediaStreamTrack that matters here. */
export interface VoiceTrack {
  stop(): void
  onended: ((this: MediaStreamTrack, event: Event) => unknown) | null
}

export interface MicrophonePorts<Track extends VoiceTrack> {
  /** getUserMedia, of the device and with the processing that are chosen now */
  capture(): Promise<Track>
  /** whether a track is of the device and with the processing that are chosen now */
  isChosen(track: Track): boolean
  /** Resolves when something comes from the device, or after a moment in which nothing did. */
  flows(track: Track): Promise<void>
  /** Puts a track into the call; null is silence. Takes effect in the order of the calls. */
  send(track: Track | null): Promise<void>
  /** which track is captured now, null when none */
  captured(track: Track | null): void
  /** no device could take the place of the one that is gone, and everything is closed already */
  lost(): void
}

/** A device whose capture ends this often in a row is given up. */
const mostEndings = 3

/**
 * The first lock: the device itself.
 *
 * ```
 *            muted              open
 *  closed ──────────► muted ──────────► open      closed: no track is captured, the device is free
 *     ▲                 │ ◄──────────────┘        muted:  captured, silence is sent
 *     └───closed, lost──┴──closed, lost           open:   voice is sent
 * ```
 * Whatever was asked last counts: a device that opens late, after `closed`, is let go at once. Another device changes
 * none of these states, and a device that goes away only when no other can take its place.
 */
export class Microphone<Track extends VoiceTrack = MediaStreamTrack> {
  private generation = 0
  private choice = 0
  private wanted: MicrophonePolicy = 'closed'
  private state: MicrophonePolicy = 'closed'
  private track: Track | null = null
  private ended = false
  private endings = 0
  /** what is captured in place of a track; a second capture would only delay the first */
  private replacing: { readonly old: Track; readonly done: Promise<void> } | null = null
  /** The last thing put into the call was voice. A call begins with silence. */
  private voiceIn = false

  constructor(private readonly ports: MicrophonePorts<Track>) {}

  async set(
    wanted: MicrophonePolicy
  ): Promise<{ microphone: MicrophonePolicy; problem: MicrophoneProblem | null }> {
    const generation = ++this.generation
    this.wanted = wanted
    this.endings = 0
    if (wanted === 'closed') {
      await this.release()
      return this.answer()
    }
    // Silence first: whatever the device does next, the voice has stopped.
    if (wanted === 'muted' && this.voiceIn) await this.send(null)
    try {
      const track = this.track ?? (await this.captureChosen(generation))
      if (generation !== this.generation) {
        if (track !== this.track) track.stop()
        return this.answer()
      }
      this.keep(track)
      this.state = 'muted'
      if (wanted === 'open') await this.sendVoice(generation)
      return this.answer()
    } catch (error) {
      if (generation !== this.generation) return this.answer()
      this.wanted = 'closed'
      await this.release()
      return this.answer(microphoneProblem(error))
    }
  }

  /** Another device or processing was chosen: what is captured comes from there; what is closed stays closed. */
  async renew(): Promise<void> {
    this.choice += 1
    this.endings = 0
    if (this.track) await this.replace(this.track)
  }

  private answer(problem: MicrophoneProblem | null = null) {
    return { microphone: this.state, problem }
  }

  private async captureChosen(generation: number): Promise<Track> {
    for (;;) {
      const { choice } = this
      const track = await this.ports.capture()
      if (choice === this.choice || generation !== this.generation) return track
      track.stop()
    }
  }

  private async sendVoice(generation: number): Promise<void> {
    for (;;) {
      const { track } = this
      this.voiceIn = true
      await this.ports.send(track)
      if (generation !== this.generation) return
      if (track === this.track) break
    }
    this.state = 'open'
  }

  private async replace(old: Track): Promise<void> {
    if (this.replacing?.old === old) return this.replacing.done
    const replacing = { old, done: this.captureInPlaceOf(old) }
    this.replacing = replacing
    await replacing.done
    if (this.replacing === replacing) this.replacing = null
  }

  private async captureInPlaceOf(old: Track): Promise<void> {
    const track = await this.captureAnother(old)
    if (!track) return
    this.keep(track)
    // Not by the state alone: silence may have been asked for already, and voice must not follow it.
    const sending = this.state === 'open' && this.wanted === 'open' ? this.send(track) : null
    old.onended = null
    old.stop()
    await sending
  }

  /** @returns null when there is nothing to be replaced any more, or nothing to replace it with */
  private async captureAnother(old: Track): Promise<Track | null> {
    for (;;) {
      const { choice } = this
      try {
        const track = await this.ports.capture()
        // As long as the old one lives, it goes on until the new one has something to say.
        if (this.track === old && !this.ended) await this.ports.flows(track)
        const isWanted = choice === this.choice || this.ports.isChosen(track)
        if (this.track === old && isWanted) return track
        track.stop()
      } catch {
        // As long as it lives, the old one is better than none.
        if (this.ended && this.track === old && choice === this.choice) this.lose()
        if (choice === this.choice) return null
      }
      if (this.track !== old) return null
    }
  }

  private keep(track: Track): void {
    if (this.track === track) return
    this.track = track
    this.ended = false
    this.ports.captured(track)
    track.onended = () => {
      if (this.track !== track) return
      this.ended = true
      this.endings += 1
      if (this.endings < mostEndings) void this.replace(track)
      else this.lose()
    }
  }

  private lose(): void {
    this.generation += 1
    this.wanted = 'closed'
    void this.release()
    this.ports.lost()
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
    this.voiceIn = track !== null
    try {
      await this.ports.send(track)
    } catch {
      // The connection is closed: nothing is sent at all.
    }
  }
}
