import { amplify, type AmplifiedNode } from './amplify'
import { steadySound } from './first-sound'

/** A clock that was stopped and does not go on in that time is not waited for. */
const standsStillMs = 300

/** A captured voice, louder or softer, for as long as it is wanted. The device stays the business of whoever opened it. */
export class AmplifiedVoice {
  readonly track: MediaStreamTrack
  // Of its own: the one for levels may be late, this one is listened to.
  private readonly context = new AudioContext({ latencyHint: 'interactive' })
  private readonly source: MediaStreamAudioSourceNode
  private readonly amplified: AmplifiedNode
  private closed = false

  /** @param stopped - the system took its clock away: it carries silence from now on */
  constructor(voice: MediaStreamTrack, gainDb: number, stopped: () => void = () => {}) {
    const { context } = this
    this.source = context.createMediaStreamSource(new MediaStream([voice]))
    this.amplified = amplify(context, this.source, gainDb)
    const destination = context.createMediaStreamDestination()
    this.amplified.output.connect(destination)
    // It has exactly one (W3C Web Audio §1.22).
    ;[this.track] = destination.stream.getAudioTracks() as [MediaStreamTrack]
    // The system may suspend it with the output device.
    context.onstatechange = () => {
      if (context.state !== 'suspended') return
      context.resume().catch(() => {})
      setTimeout(() => {
        if (context.state === 'suspended' && !this.closed) stopped()
      }, standsStillMs)
    }
  }

  /** Resolves when it carries sound; to false when it was closed before. Without a clock it never does. */
  async runs(): Promise<boolean> {
    await this.context.resume().catch(() => {})
    await steadySound(this.track)
    return !this.closed
  }

  setGain(gainDb: number): void {
    this.amplified.setGain(gainDb)
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    this.track.stop()
    this.source.disconnect()
    this.context.onstatechange = null
    void this.context.close()
  }
}
