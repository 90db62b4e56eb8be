import type { SrtpSuite } from '@contract/ipc/media-protocol'
import { rtpHeaderLength } from '../rtp-packet'
import { authenticationTag, rtcpTagLength, rtpTagLengths } from './authentication-tag'
import { nearestIndex, rolloverCounter } from './packet-index'
import { crypt, sessionKeys, type SessionKeys } from './session-keys'

const rtcpHeaderLength = 8
const encryptedFlag = 0x8000_0000

/** What we send: one SSRC, encrypted and authenticated (RFC 3711 §3.1, §3.4). */
export class SrtpSender {
  private readonly rtp: SessionKeys
  private readonly rtcp: SessionKeys
  private readonly tagLength: number
  private highest: number | null = null
  private rtcpIndex = 0

  /** @param master - key and salt; never used for two senders of one SSRC */
  constructor(master: Buffer, suite: SrtpSuite) {
    this.rtp = sessionKeys(master, 'rtp')
    this.rtcp = sessionKeys(master, 'rtcp')
    this.tagLength = rtpTagLengths[suite]
  }

  /** @param packet - an RTP packet as `serializeRtp` makes it */
  protectRtp(packet: Buffer): Buffer {
    const headerLength = rtpHeaderLength(packet) ?? packet.length
    const sequenceNumber = packet.readUInt16BE(2)
    const index =
      this.highest === null ? sequenceNumber : nearestIndex(sequenceNumber, this.highest)
    this.highest = Math.max(this.highest ?? 0, index)
    const encrypted = Buffer.concat([
      packet.subarray(0, headerLength),
      crypt(this.rtp, packet.readUInt32BE(8), index, packet.subarray(headerLength))
    ])
    const rollovers = Buffer.alloc(4)
    rollovers.writeUInt32BE(rolloverCounter(index))
    const tag = authenticationTag(this.rtp.authKey, this.tagLength, encrypted, rollovers)
    return Buffer.concat([encrypted, tag])
  }

  /** @param packet - a compound RTCP packet */
  protectRtcp(packet: Buffer): Buffer {
    this.rtcpIndex = (this.rtcpIndex + 1) % encryptedFlag
    const index = Buffer.alloc(4)
    index.writeUInt32BE(encryptedFlag + this.rtcpIndex)
    const body = packet.subarray(rtcpHeaderLength)
    const encrypted = Buffer.concat([
      packet.subarray(0, rtcpHeaderLength),
      crypt(this.rtcp, packet.readUInt32BE(4), this.rtcpIndex, body),
      index
    ])
    return Buffer.concat([
      encrypted,
      authenticationTag(this.rtcp.authKey, rtcpTagLength, encrypted)
    ])
  }
}
