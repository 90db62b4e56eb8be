import type { SoundUse } from '@contract/ipc/media-protocol'
import { SpeakerRoute } from './speaker-route'

export type Place = Pick<SoundUse, 'speaker' | 'volumePercent'>

/** Plays a stream, or a file, on the speaker in use. */
export class Player {
  private readonly audio = new Audio()
  private readonly route = new SpeakerRoute(this.audio)

  constructor(use: Place) {
    void this.use(use)
  }

  /** Resolves when it plays there. Never rejects. */
  use({ speaker, volumePercent }: Place): Promise<void> {
    this.audio.volume = volumePercent / 100
    return this.route.use(speaker.id)
  }

  play(stream: MediaStream): void {
    this.audio.srcObject = stream
    // Without a sound card there is nothing to play on; the call goes on, and so do the meters.
    this.audio.play().catch(() => {})
    // A media key of the keyboard can pause what is played; a call is not paused.
    this.audio.onpause = () => void this.audio.play().catch(() => {})
  }

  /** @param ended - when it came to its end, or could not be played */
  playFile(url: string, loops: boolean, ended: () => void): void {
    this.audio.loop = loops
    this.audio.onended = ended
    this.audio.src = url
    this.audio.play().catch(() => {
      if (this.audio.onended) ended()
    })
  }

  stop(): void {
    this.audio.onpause = null
    this.audio.onended = null
    this.audio.pause()
    this.audio.removeAttribute('src')
    this.audio.srcObject = null
  }
}
