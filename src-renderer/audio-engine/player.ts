import type { SoundUse } from '@contract/ipc/media-protocol'

type Place = Pick<SoundUse, 'speaker' | 'volumePercent'>

/** Plays a stream, or a file, on the speaker in use. */
export class Player {
  private readonly audio = new Audio()
  private speakerId = ''

  constructor(use: Place) {
    this.use(use)
  }

  use({ speaker, volumePercent }: Place): void {
    this.audio.volume = volumePercent / 100
    const id = speaker.id ?? ''
    if (id === this.speakerId) return
    this.speakerId = id
    this.audio.setSinkId(id).catch(() => {
      // It went a moment ago: better the system's default than nothing.
      if (this.speakerId !== id) return
      this.speakerId = ''
      void this.audio.setSinkId('').catch(() => {})
    })
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
