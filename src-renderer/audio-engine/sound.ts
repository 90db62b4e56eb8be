export interface Silence {
  readonly track: MediaStreamTrack | null
  release(): void
}

/**
 * An AudioContext for as long as there are calls: the source of silence, and where levels are measured. Nothing of it
 * is heard.
 */
export class Sound {
  readonly context = new AudioContext({ latencyHint: 'playback' })
  private readonly zero = new ConstantSourceNode(this.context, { offset: 0 })

  constructor() {
    this.zero.start()
    // The system may suspend it with the output device; without it the relay sends silence in our place.
    this.context.onstatechange = () => {
      if (this.context.state === 'suspended') void this.context.resume()
    }
  }

  /** Lets the output device go: between calls nothing runs. */
  close(): void {
    this.context.onstatechange = null
    void this.context.close()
  }

  /** A track that goes on for ever, so that packets do (RFC 6263 §4.1), without any device. */
  silence(): Silence {
    const destination = this.context.createMediaStreamDestination()
    this.zero.connect(destination)
    const [track = null] = destination.stream.getAudioTracks()
    return {
      track,
      release: () => {
        this.zero.disconnect(destination)
        track?.stop()
      }
    }
  }
}
