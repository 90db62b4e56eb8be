/** Energy of samples in seconds of full scale: a tenth of a second at -50 dBFS. Silence of our own has none at all. */
const heardEnergy = 1e-6

/**
 * Sees whether the voice leaves although it must not, in what the engine counts (docs/adr/0013). What was counted before
 * the microphone was shut may be told after it, so that the first count of a silence proves nothing.
 */
export class SilenceWatch {
  private counts = 0
  private energy = 0

  /** The microphone may have been open until now. */
  restart(): void {
    this.counts = 0
  }

  /** @returns true when sound was sent since the last count, and both lie in the silence */
  counted(energy: number): boolean {
    this.counts += 1
    const grown = energy - this.energy
    this.energy = energy
    return this.counts > 2 && grown > heardEnergy
  }
}
