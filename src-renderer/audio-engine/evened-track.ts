import { evenLoudness } from './even-loudness'
import type { Place } from './player'
import { SpeakerRoute, type Sounding } from './speaker-route'

const stepMs = 50

/** A call's audio with its loudness evened out, on the speaker in use until it is closed. */
export class EvenedTrack {
  // Of its own: the one for levels may be late, this one is listened to.
  private readonly context = new AudioContext({ latencyHint: 'interactive' })
  // Straight to the speaker: by way of a stream and an element it comes 50 ms later.
  private readonly route = new SpeakerRoute(this.context as AudioContext & Sounding)
  private readonly volume = new GainNode(this.context)
  private readonly source: HTMLAudioElement
  private readonly timer: number

  constructor(track: MediaStreamTrack, place: Place) {
    const raw = new MediaStream([track])
    // Chromium decodes a remote track only while an element plays it.
    this.source = new Audio()
    this.source.muted = true
    this.source.srcObject = raw
    this.source.play().catch(() => {})
    const evened = evenLoudness(this.context, this.context.createMediaStreamSource(raw))
    evened.output.connect(this.volume).connect(this.context.destination)
    this.context.onstatechange = () => {
      if (this.context.state === 'suspended') void this.context.resume()
    }
    void this.use(place)
    this.timer = window.setInterval(() => evened.step(stepMs), stepMs)
  }

  /** Resolves when it plays there. Never rejects. */
  use({ speaker, volumePercent }: Place): Promise<void> {
    this.volume.gain.value = volumePercent / 100
    return this.route.use(speaker.id)
  }

  close(): void {
    clearInterval(this.timer)
    this.source.srcObject = null
    this.context.onstatechange = null
    void this.context.close()
  }
}
