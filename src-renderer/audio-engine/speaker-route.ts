/** Whatever can be heard: an element of the page, or an AudioContext. */
export interface Sounding {
  setSinkId(id: string): Promise<void>
}

/** Keeps something on the speaker in use. */
export class SpeakerRoute {
  private speakerId = ''

  constructor(private readonly sounding: Sounding) {}

  /** @param id - null is the system's default */
  use(id: string | null): void {
    const wanted = id ?? ''
    if (wanted === this.speakerId) return
    this.speakerId = wanted
    this.sounding.setSinkId(wanted).catch(() => {
      // It went a moment ago: better the system's default than nothing.
      if (this.speakerId !== wanted) return
      this.speakerId = ''
      void this.sounding.setSinkId('').catch(() => {})
    })
  }
}
