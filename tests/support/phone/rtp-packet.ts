/** The parts of an RTP packet (RFC 3550 §5.1) that a phone works with. */
export interface RtpPacket {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Buffer
}

export function formatRtp(packet: RtpPacket): Buffer {
  const header = Buffer.alloc(12)
  header[0] = 0x80
  header[1] = (packet.marker ? 0x80 : 0) | packet.payloadType
  header.writeUInt16BE(packet.sequenceNumber & 0xffff, 2)
  header.writeUInt32BE(packet.timestamp >>> 0, 4)
  header.writeUInt32BE(packet.ssrc >>> 0, 8)
  return Buffer.concat([header, packet.payload])
}

/** @returns undefined for RTCP (RFC 5761 §4) and for what is no RTP at all */
export function parseRtp(data: Buffer): RtpPacket | undefined {
  if (data.length < 12 || data.readUInt8(0) >> 6 !== 2) return undefined
  const first = data.readUInt8(0)
  const second = data.readUInt8(1)
  if (second >= 192 && second <= 223) return undefined
  let offset = 12 + (first & 0x0f) * 4
  if (first & 0x10) {
    if (data.length < offset + 4) return undefined
    offset += 4 + data.readUInt16BE(offset + 2) * 4
  }
  const padding = first & 0x20 ? data.readUInt8(data.length - 1) : 0
  if (data.length < offset + padding) return undefined
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequenceNumber: data.readUInt16BE(2),
    timestamp: data.readUInt32BE(4),
    ssrc: data.readUInt32BE(8),
    payload: data.subarray(offset, data.length - padding)
  }
}
