import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

export interface MicrophoneAnswer {
  readonly problem: MicrophoneProblem | null
}

/** The two places that hold the manager's voice back. Requests are posted at once and in order. */
export interface LockedPlaces {
  /** silence in place of voice on its way out: in the relay, or beside the engine's page where no relay takes part */
  lockVoice(microphone: MicrophonePolicy): Promise<unknown>
  /** the device itself, in the engine's page */
  lockEngine(microphone: MicrophonePolicy): Promise<MicrophoneAnswer>
  /** resolves when the engine can be asked to open a device, rejects when it cannot be expected any more */
  engineReady(): Promise<void>
}

/**
 * Moves both locks in the safe order (docs/adr/0003): closing, the voice's first and without waiting for anything;
 * opening, the device's first and the voice's only when the engine has done it and nobody asked for anything else
 * since. The last call wins. An answer means that both have done it.
 */
export class MicrophoneLocks {
  private generation = 0
  private settled = 0
  private shuts = 0
  private wanted: MicrophonePolicy = 'closed'
  /** those who wait for a device */
  private readonly waiting = new Set<() => void>()

  constructor(
    private readonly places: LockedPlaces,
    private readonly onLost: () => void
  ) {}

  async set(microphone: MicrophonePolicy): Promise<MicrophoneAnswer> {
    const generation = ++this.generation
    this.wanted = microphone
    // A device may be asked for as long as somebody takes to allow it.
    if (microphone === 'closed') for (const letGo of this.waiting) letGo()
    const answer = await this.move(microphone, generation)
    this.settled = Math.max(this.settled, generation)
    return answer
  }

  /** The engine or the relay is gone: nothing may pass until `restore`. */
  shut(): void {
    this.shuts += 1
    void this.shutVoice('closed')
  }

  /** Both are there again and begin closed: what was done last is done again; what is under way goes on by itself. */
  async restore(): Promise<void> {
    if (this.wanted === 'closed' || this.settled !== this.generation) return
    const { problem } = await this.set(this.wanted)
    if (problem) this.onLost()
  }

  /** The engine lost the device and closed it. */
  lost(): void {
    this.generation += 1
    this.wanted = 'closed'
    void this.shutVoice('closed')
    this.onLost()
  }

  private async move(microphone: MicrophonePolicy, generation: number): Promise<MicrophoneAnswer> {
    const shut = microphone === 'open' ? null : this.shutVoice(microphone)
    // Without waiting for the engine: one that is not there yet begins closed, one that is gone holds no device.
    if (microphone === 'closed') {
      await Promise.all([shut, this.places.lockEngine('closed').catch(() => null)])
      return { problem: null }
    }

    const { problem } = await this.unlessClosed(this.openEngine(microphone, generation))
    await shut
    if (generation !== this.generation) return { problem: null }
    if (problem) return this.giveUp(problem)
    if (microphone === 'open') {
      try {
        await this.places.lockVoice('open')
      } catch {
        if (generation === this.generation) return this.giveUp('failed')
      }
    }
    return { problem: null }
  }

  private async openEngine(
    microphone: MicrophonePolicy,
    generation: number
  ): Promise<MicrophoneAnswer> {
    try {
      await this.places.engineReady()
      if (generation !== this.generation) return { problem: null }
      const { shuts } = this
      const answer = await this.places.lockEngine(microphone)
      return shuts === this.shuts ? answer : { problem: 'failed' }
    } catch {
      return { problem: 'failed' }
    }
  }

  private async unlessClosed(opening: Promise<MicrophoneAnswer>): Promise<MicrophoneAnswer> {
    let letGo = () => {}
    const closed = new Promise<MicrophoneAnswer>((resolve) => {
      letGo = () => resolve({ problem: null })
    })
    this.waiting.add(letGo)
    const answer = await Promise.race([opening, closed])
    this.waiting.delete(letGo)
    return answer
  }

  /** Whoever asked is told that it did not happen, so nothing may open it later. */
  private async giveUp(problem: MicrophoneProblem): Promise<MicrophoneAnswer> {
    this.generation += 1
    this.wanted = 'closed'
    const shut = this.shutVoice('closed')
    this.places.lockEngine('closed').catch(() => null)
    await shut
    return { problem }
  }

  /**
   * Resolves when nothing can pass: who holds it back and stalls has voice to look at first. One that cannot
   * be asked is not running, and the next one begins closed.
   */
  private async shutVoice(microphone: 'closed' | 'muted'): Promise<void> {
    await this.places.lockVoice(microphone).catch(() => null)
  }
}
