import { lookup } from 'node:dns/promises'
import { isIP, SocketAddress } from 'node:net'
import type { SrtpParameters } from '@contract/ipc/media-protocol'
import { isRtcp } from './quality/rtcp-packet'
import { parseRtp, type RtpPacket } from './rtp-packet'
import { bindRtpPortPair, type RtpPortPair } from './rtp-port-pair'
import { Srtp } from './srtp/srtp'
import { SymmetricLatch, type Endpoint } from './symmetric-latch'

interface PbxLegListener {
  /** whether the payload type was negotiated */
  expects(payloadType: number): boolean
  onPacket(packet: RtpPacket): void
  /** a compound packet, decrypted */
  onRtcp(compound: Buffer): void
}

/** RTP or SRTP with the PBX: what comes in is checked before anything looks at it, what goes out goes to the latch. */
export class PbxLeg {
  private latch: SymmetricLatch | null = null
  private announced: Endpoint | null = null
  private srtp: Srtp | null = null
  private rtcpFrom: Endpoint | null = null
  private closed = false
  /** packets that were not RTP, of an unknown payload type or from nobody we talk to */
  dropped = 0

  private constructor(
    private sockets: RtpPortPair,
    private readonly listener: PbxLegListener
  ) {
    this.listen()
  }

  static async bind(
    address: string,
    listener: PbxLegListener,
    wantedPort?: number
  ): Promise<PbxLeg> {
    return new PbxLeg(await bindRtpPortPair(address, wantedPort), listener)
  }

  get port(): number {
    return this.sockets.port
  }

  /** The address and keys of the PBX's SDP. The same ones again keep what was latched, and the rollover counters. */
  async setRemote({ host, port }: Endpoint, srtp: SrtpParameters | null): Promise<void> {
    // Whoever was latched on to in the open has not shown that it has the keys.
    const begins = this.srtp === null && srtp !== null
    this.srtp = Srtp.after(this.srtp, srtp)
    if (!begins && this.announced?.host === host && this.announced.port === port) return
    const announced = { host, port }
    this.announced = announced
    this.latch = null
    // Resolved once: a lookup for each packet would let a slow resolver stop the voice.
    const address = await addressOf(host)
    if (this.announced === announced) this.latch = new SymmetricLatch({ host: address, port })
  }

  /** Binds on another address of this machine; the PBX is unknown until `setRemote`. The keys' counters go on. */
  async moveTo(address: string): Promise<void> {
    const sockets = await bindRtpPortPair(address)
    const left = this.closed ? sockets : this.sockets
    closePair(left)
    if (this.closed) return
    this.sockets = sockets
    this.announced = null
    this.latch = null
    this.listen()
  }

  /** @returns false when there is nobody to send to */
  send(datagram: Buffer): boolean {
    if (!this.latch || this.closed) return false
    const { host, port } = this.latch.destination
    const sent = this.srtp ? this.srtp.sender.protectRtp(datagram) : datagram
    this.sockets.rtp.send(sent, port, host, () => {})
    return true
  }

  /** To where reports came from, else to the port after that of RTP (RFC 3550 §11). */
  sendRtcp(compound: Buffer): void {
    if (!this.latch || this.closed) return
    const { host, port } = this.latch.destination
    const to = this.rtcpFrom?.host === host ? this.rtcpFrom : { host, port: port + 1 }
    const sent = this.srtp ? this.srtp.sender.protectRtcp(compound) : compound
    if (to.port <= 65_535) this.sockets.rtcp.send(sent, to.port, to.host, () => {})
  }

  close(): void {
    if (this.closed) return
    this.closed = true
    closePair(this.sockets)
  }

  private listen(): void {
    this.sockets.rtp.on('message', (datagram, from) => {
      const source = { host: from.address, port: from.port }
      // A PBX that was not asked to may send both on one port (RFC 5761).
      if (isRtcp(datagram)) this.receiveRtcp(datagram, source)
      else this.receive(datagram, source)
    })
    this.sockets.rtcp.on('message', (datagram, from) => {
      const source = { host: from.address, port: from.port }
      if (this.receiveRtcp(datagram, source)) this.rtcpFrom = source
    })
  }

  /** @returns whether it came from the PBX */
  private receiveRtcp(datagram: Buffer, from: Endpoint): boolean {
    const compound = this.srtp ? this.srtp.receiver.unprotectRtcp(datagram) : datagram
    const isExpected = compound !== null && isRtcp(compound) && this.latch?.knows(from.host)
    if (isExpected) this.listener.onRtcp(compound)
    else this.dropped += 1
    return isExpected ?? false
  }

  private receive(datagram: Buffer, from: Endpoint): void {
    // With keys, before anything else: what nobody of ours sent must not even be latched on to.
    const plain = this.srtp ? this.srtp.receiver.unprotectRtp(datagram) : datagram
    const packet = plain && parseRtp(plain)
    if (
      packet &&
      this.listener.expects(packet.payloadType) &&
      this.latch?.accept(from, performance.now())
    ) {
      this.listener.onPacket(packet)
    } else this.dropped += 1
  }
}

function closePair({ rtp, rtcp }: RtpPortPair): void {
  rtp.close()
  rtcp.close()
}

/** As sockets write it: an IPv6 address has many spellings (RFC 5952). */
async function addressOf(host: string): Promise<string> {
  if (isIP(host) === 6) return new SocketAddress({ address: host, family: 'ipv6' }).address
  return isIP(host) === 4 ? host : (await lookup(host)).address
}
