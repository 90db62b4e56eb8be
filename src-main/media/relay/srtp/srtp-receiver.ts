import type { SrtpSuite } from '@contract/ipc/media-protocol'
import { rtpHeaderLength } from '../rtp-packet'
import { isAuthentic, rtcpTagLength, rtpTagLengths } from './authentication-tag'
import { nearestIndex, ReplayWindow, rolloverCounter, withRollover } from './packet-index'
import { crypt, sessionKeys, type SessionKeys } from './session-keys'

const rtcpHeaderLength = 8
const rtcpIndexLength = 4
const encryptedFlag = 0x8000_0000

/** A stream that was joined late, because the relay started anew, has wrapped every 22 minutes of 20 ms packets. */
const mostRolloversMissed = 64

/** A PBX changes the SSRC with the party behind it; more than a few at once are not ours. */
const mostStreams = 16

/** What the PBX sends: checked first, then decrypted (RFC 3711 §3.3, §3.4). */
export class SrtpReceiver {
  private readonly rtp: SessionKeys
  private readonly rtcp: SessionKeys
  private readonly tagLength: number
  private readonly rtpWindows = new Map<number, ReplayWindow>()
  private readonly rtcpWindows = new Map<number, ReplayWindow>()

  constructor(master: Buffer, suite: SrtpSuite) {
    this.rtp = sessionKeys(master, 'rtp')
    this.rtcp = sessionKeys(master, 'rtcp')
    this.tagLength = rtpTagLengths[suite]
  }

  /** @returns the RTP packet, or null for what is not authentic or was there before */
  unprotectRtp(datagram: Buffer): Buffer | null {
    const end = datagram.length - this.tagLength
    const headerLength = rtpHeaderLength(datagram)
    if (headerLength === null || headerLength > end) return null
    const ssrc = datagram.readUInt32BE(8)
    const packet = datagram.subarray(0, end)
    const window = this.rtpWindows.get(ssrc) ?? new ReplayWindow()
    const index = this.authenticIndex(packet, datagram.subarray(end), window)
    if (index === null) return null
    window.mark(index)
    remember(this.rtpWindows, ssrc, window)
    return Buffer.concat([
      packet.subarray(0, headerLength),
      crypt(this.rtp, ssrc, index, packet.subarray(headerLength))
    ])
  }

  /** @returns the compound RTCP packet, or null */
  unprotectRtcp(datagram: Buffer): Buffer | null {
    const tagAt = datagram.length - rtcpTagLength
    const indexAt = tagAt - rtcpIndexLength
    if (indexAt < rtcpHeaderLength) return null
    const authenticated = datagram.subarray(0, tagAt)
    if (!isAuthentic(datagram.subarray(tagAt), this.rtcp.authKey, authenticated)) return null
    const ssrc = datagram.readUInt32BE(4)
    const word = datagram.readUInt32BE(indexAt)
    const index = word % encryptedFlag
    const window = this.rtcpWindows.get(ssrc) ?? new ReplayWindow()
    if (!window.isNew(index)) return null
    window.mark(index)
    remember(this.rtcpWindows, ssrc, window)
    const packet = datagram.subarray(0, indexAt)
    if (word < encryptedFlag) return packet
    return Buffer.concat([
      packet.subarray(0, rtcpHeaderLength),
      crypt(this.rtcp, ssrc, index, packet.subarray(rtcpHeaderLength))
    ])
  }

  private authenticIndex(packet: Buffer, tag: Buffer, window: ReplayWindow): number | null {
    const sequenceNumber = packet.readUInt16BE(2)
    const { highest } = window
    const candidates =
      highest === null
        ? Array.from({ length: mostRolloversMissed }, (_, missed) =>
            withRollover(sequenceNumber, missed)
          )
        : [nearestIndex(sequenceNumber, highest)]
    const rollovers = Buffer.alloc(4)
    for (const index of candidates) {
      rollovers.writeUInt32BE(rolloverCounter(index))
      if (!window.isNew(index)) continue
      if (isAuthentic(tag, this.rtp.authKey, packet, rollovers)) return index
    }
    return null
  }
}

function remember(windows: Map<number, ReplayWindow>, ssrc: number, window: ReplayWindow): void {
  windows.delete(ssrc)
  windows.set(ssrc, window)
  const [oldest] = windows.keys()
  if (windows.size > mostStreams && oldest !== undefined) windows.delete(oldest)
}
