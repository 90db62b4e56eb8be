/** Passes a datagram on: now, later, more than once, changed or never. */
export type Carry = (datagram: Buffer, arrive: (datagram: Buffer) => void) => void

const carryAtOnce: Carry = (datagram, arrive) => arrive(datagram)

/** What the network does to the audio between the app and its PBX, by who sends it. */
export class AudioLink {
  app: Carry = carryAtOnce
  pbx: Carry = carryAtOnce

  /** Both directions are as they should be. */
  repair(): void {
    this.app = carryAtOnce
    this.pbx = carryAtOnce
  }
}
