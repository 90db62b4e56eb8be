import type { SoundUse } from '@contract/ipc/media-protocol'

/** Plays a stream on the speaker in use. */
export class Player {
  private readonly audio = new Audio()
  private speakerId = ''

  constructor(use: SoundUse) {
    this.use(use)
  }

  use({ speaker, volumePercent }: SoundUse): void {
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

  stop(): void {
    this.audio.onpause = null
    this.audio.srcObject = null
  }
}
