import type { Carry } from '../../support/wire-tap/audio-link'

const packetsUntilWrap = 600
const firstSequenceNumber = 65_536 - packetsUntilWrap
const isRtcp = (type: number) => type >= 192 && type <= 223

/**
 * Numbers the packets of the PBX so that the number begins at 0 again a few seconds into the call (RFC 3550 §5.1), which
 * would otherwise happen once in 22 minutes.
 */
export class SteadySequence {
  /** what else happens to a packet, with its number */
  fault:
    | ((datagram: Buffer, sequenceNumber: number, arrive: (datagram: Buffer) => void) => void)
    | null = null
  private stream: { readonly ssrc: number; readonly offset: number } | null = null

  readonly carry: Carry = (datagram, arrive) => {
    if (datagram.length < 12 || isRtcp(datagram.readUInt8(1))) {
      arrive(datagram)
      return
    }
    const given = datagram.readUInt16BE(2)
    const ssrc = datagram.readUInt32BE(8)
    if (this.stream?.ssrc !== ssrc) this.stream = { ssrc, offset: firstSequenceNumber - given }
    const sequenceNumber = (given + this.stream.offset) & 0xffff
    const numbered = Buffer.from(datagram)
    numbered.writeUInt16BE(sequenceNumber, 2)
    if (this.fault) this.fault(numbered, sequenceNumber, arrive)
    else arrive(numbered)
  }
}
