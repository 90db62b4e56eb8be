import type { Carry } from '../../support/wire-tap/audio-link'

const packetsUntilWrap = 600
const firstSequenceNumber = 65_536 - packetsUntilWrap
const isRtcp = (type: number) => type >= 192 && type <= 223
/** The first two bits; STUN and DTLS share the port of WebRTC (RFC 7983 §7). */
const isRtp = (first: number) => first >> 6 === 2

/**
 * Gives a datagram another number, by way of `renumber`, which knows RTP in the open only. null: it is lost, because nobody
 * could read it.
 */
export type Renumbering = (datagram: Buffer, renumber: (rtp: Buffer) => Buffer) => Buffer | null

/** What nobody on the way can change keeps its number. */
export const keepNumbers: Renumbering = (datagram) => datagram

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

  constructor(private readonly through: Renumbering = (datagram, renumber) => renumber(datagram)) {}

  readonly carry: Carry = (datagram, arrive) => {
    if (datagram.length < 12 || !isRtp(datagram.readUInt8(0)) || isRtcp(datagram.readUInt8(1))) {
      arrive(datagram)
      return
    }
    const numbered = this.through(datagram, (rtp) => this.renumber(rtp))
    if (!numbered) return
    if (this.fault) this.fault(numbered, numbered.readUInt16BE(2), arrive)
    else arrive(numbered)
  }

  private renumber(rtp: Buffer): Buffer {
    const given = rtp.readUInt16BE(2)
    const ssrc = rtp.readUInt32BE(8)
    if (this.stream?.ssrc !== ssrc) this.stream = { ssrc, offset: firstSequenceNumber - given }
    const numbered = Buffer.from(rtp)
    numbered.writeUInt16BE((given + this.stream.offset) & 0xffff, 2)
    return numbered
  }
}
