import { evenLoudness } from './even-loudness'

const stepMs = 50

/** A call's audio with its loudness evened out, for as long as it is played. */
export class EvenedTrack {
  readonly stream: MediaStream
  // Of its own: the one for levels may be late, this one is listened to.
  private readonly context = new AudioContext({ latencyHint: 'interactive' })
  private readonly source: HTMLAudioElement
  private readonly timer: number

  constructor(track: MediaStreamTrack) {
    const raw = new MediaStream([track])
    // Chromium decodes a remote track only while an element plays it.
    this.source = new Audio()
    this.source.muted = true
    this.source.srcObject = raw
    this.source.play().catch(() => {})
    const evened = evenLoudness(this.context, this.context.createMediaStreamSource(raw))
    const destination = this.context.createMediaStreamDestination()
    evened.output.connect(destination)
    this.stream = destination.stream
    this.timer = window.setInterval(() => evened.step(stepMs), stepMs)
  }

  close(): void {
    clearInterval(this.timer)
    this.source.srcObject = null
    void this.context.close()
  }
}
