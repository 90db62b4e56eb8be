/** Whatever can be heard: an element of the page, or an AudioContext. */
export interface Sounding {
  setSinkId(id: string): Promise<void>
}

/** Keeps something on the speaker in use. */
export class SpeakerRoute {
  private speakerId = ''

  constructor(private readonly sounding: Sounding) {}

  /**
   * Resolves when it is there. Never rejects.
   *
   * @param id - null is the system's default
   */
  async use(id: string | null): Promise<void> {
    const wanted = id ?? ''
    if (wanted === this.speakerId) return
    this.speakerId = wanted
    try {
      await this.sounding.setSinkId(wanted)
    } catch {
      // It went a moment ago: better the system's default than nothing.
      if (this.speakerId !== wanted) return
      this.speakerId = ''
      await this.sounding.setSinkId('').catch(() => {})
    }
  }
}
