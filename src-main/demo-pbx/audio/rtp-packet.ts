/** An RTP packet without what nobody here uses: CSRCs, extensions and padding are read over (RFC 3550 §5.1). */
export interface RtpPacket {
  readonly payloadType: number
  readonly marker: boolean
  readonly sequenceNumber: number
  readonly timestamp: number
  readonly ssrc: number
  readonly payload: Uint8Array
}

const headerBytes = 12

/** @returns undefined for anything that is no RTP packet */
export function parseRtp(datagram: Buffer): RtpPacket | undefined {
  if (datagram.length < headerBytes) return undefined
  const first = datagram.readUInt8(0)
  const second = datagram.readUInt8(1)
  if (first >> 6 !== 2) return undefined

  let start = headerBytes + (first & 0x0f) * 4
  if (first & 0x10) {
    if (datagram.length < start + 4) return undefined
    start += 4 + datagram.readUInt16BE(start + 2) * 4
  }
  const padding = first & 0x20 ? datagram.readUInt8(datagram.length - 1) : 0
  const end = datagram.length - padding
  if (end < start) return undefined
  return {
    payloadType: second & 0x7f,
    marker: (second & 0x80) !== 0,
    sequenceNumber: datagram.readUInt16BE(2),
    timestamp: datagram.readUInt32BE(4),
    ssrc: datagram.readUInt32BE(8),
    payload: datagram.subarray(start, end)
  }
}

export function formatRtp(packet: RtpPacket): Buffer {
  const header = Buffer.alloc(headerBytes)
  header.writeUInt8(0x80, 0)
  header.writeUInt8((packet.marker ? 0x80 : 0) | packet.payloadType, 1)
  header.writeUInt16BE(packet.sequenceNumber & 0xffff, 2)
  header.writeUInt32BE(packet.timestamp >>> 0, 4)
  header.writeUInt32BE(packet.ssrc, 8)
  return Buffer.concat([header, packet.payload])
}
