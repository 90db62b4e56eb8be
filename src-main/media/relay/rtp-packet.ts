/** The parts of an RTP packet (RFC 3550 §5.1) that the relay looks at; CSRC list, extension and padding are left out. */
export interface RtpPacket {
  readonly marker: boolean
  readonly payloadType: number
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
}

const headerLength = 12

/** @returns where the payload begins; null for what is not RTP, RTCP (RFC 5761 §4) included */
export function rtpHeaderLength(datagram: Buffer): number | null {
  if (datagram.length <= headerLength) return null
  const first = datagram.readUInt8(0)
  const second = datagram.readUInt8(1)
  if (first >> 6 !== 2 || (second >= 192 && second <= 223)) return null

  const start = headerLength + (first & 0x0f) * 4
  if (!(first & 0x10)) return start
  if (datagram.length < start + 4) return null
  return start + 4 + datagram.readUInt16BE(start + 2) * 4
}

/** @returns null for anything that is not an RTP packet with a payload */
export function parseRtp(datagram: Buffer): RtpPacket | null {
  const start = rtpHeaderLength(datagram)
  if (start === null) return null
  const first = datagram.readUInt8(0)
  const second = datagram.readUInt8(1)
  let end = datagram.length
  if (first & 0x20) {
    const padding = datagram.readUInt8(end - 1)
    if (padding === 0) return null
    end -= padding
  }
  if (start >= end) return null
  return {
    marker: (second & 0x80) !== 0,
    payloadType: second & 0x7f,
    sequenceNumber: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: datagram.subarray(start, end)
  }
}

export function serializeRtp(packet: RtpPacket): Buffer {
  const datagram = Buffer.allocUnsafe(headerLength + packet.payload.length)
  datagram.writeUInt8(0x80, 0)
  datagram.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1)
  datagram.writeUInt16BE(packet.sequenceNumber, 2)
  datagram.writeUInt32BE(packet.timestamp, 4)
  datagram.writeUInt32BE(packet.ssrc, 8)
  packet.payload.copy(datagram, headerLength)
  return datagram
}
