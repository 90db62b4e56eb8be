import { within } from './clock'

/** One audio packet as it came. `at` is epoch ms; samples are 8 kHz linear. */
export interface ReceivedAudio {
  readonly at: number
  readonly ssrc: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly samples: Int16Array
}

/** One RFC 4733 packet as it came; a digit is several of them with one timestamp. */
export interface ReceivedEvent {
  readonly at: number
  readonly ssrc: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly marker: boolean
  readonly digit: string
  readonly end: boolean
  readonly durationUnits: number
}

/** Everything that a phone was sent, in order of arrival. */
export class Recording {
  readonly audio: ReceivedAudio[] = []
  readonly events: ReceivedEvent[] = []
  private readonly listeners = new Set<() => void>()

  addAudio(audio: ReceivedAudio): void {
    this.audio.push(audio)
    for (const listener of [...this.listeners]) listener()
  }

  addEvent(event: ReceivedEvent): void {
    this.events.push(event)
    for (const listener of [...this.listeners]) listener()
  }

  /** The digits that came, each once. */
  digits(): string {
    const seen = new Set<string>()
    return this.events
      .filter(({ timestamp, ssrc }) => {
        const key = `${ssrc}/${timestamp}`
        return !seen.has(key) && seen.add(key)
      })
      .map(({ digit }) => digit)
      .join('')
  }

  /**
   * Looks now and at each arrival until `find` finds something.
   *
   * @param what - for the error when it does not within `milliseconds`
   */
  async until<Found>(
    what: string,
    milliseconds: number,
    find: (recording: this) => Found | undefined
  ): Promise<Found> {
    let listener = () => {}
    const found = new Promise<Found>((resolve) => {
      listener = () => {
        const value = find(this)
        if (value !== undefined) resolve(value)
      }
      this.listeners.add(listener)
      listener()
    })
    try {
      return await within(milliseconds, what, found)
    } finally {
      this.listeners.delete(listener)
    }
  }

  /** Resolves when audio has come that is at least this old by its arrival: a piece can then be cut out whole. */
  async audioUntil(at: number, milliseconds: number): Promise<void> {
    await this.until('audio', milliseconds, ({ audio }) => {
      const last = audio.at(-1)
      return last !== undefined && last.at >= at ? true : undefined
    })
  }
}
