import type { ReceptionReport } from './reception'

/** What we sent so far (RFC 3550 §6.4.1). */
export interface SenderInfo {
  readonly ntpSeconds: number
  readonly ntpFraction: number
  readonly rtpTimestamp: number
  readonly packets: number
  readonly octets: number
}

export interface ReportBlock extends ReceptionReport {
  /** the middle 32 bits of the last sender report's time, and how long ago that was, in 1/65536 s */
  readonly lastSenderReport: number
  readonly delaySinceLastSenderReport: number
}

/** One sender or receiver report, whoever sent it. */
export interface Report {
  readonly ssrc: number
  readonly sender: SenderInfo | null
  readonly blocks: readonly ReportBlock[]
}

const senderReport = 200
const receiverReport = 201
const sourceDescription = 202
const cnameItem = 1
const blockLength = 24

/** True for RTCP by its second byte (RFC 5761 §4). */
export function isRtcp(datagram: Buffer): boolean {
  if (datagram.length < 8 || datagram.readUInt8(0) >> 6 !== 2) return false
  const type = datagram.readUInt8(1)
  return type >= 192 && type <= 223
}

/** The smallest number between 1900 and now that the NTP has: seconds and their fraction (RFC 3550 §4). */
export function ntpTime(epochMs: number): { ntpSeconds: number; ntpFraction: number } {
  const seconds = epochMs / 1000 + 2_208_988_800
  return {
    ntpSeconds: Math.floor(seconds) >>> 0,
    ntpFraction: Math.floor((seconds % 1) * 2 ** 32) >>> 0
  }
}

/** The middle 32 bits (RFC 3550 §6.4.1, LSR). */
export function middleOf({ ntpSeconds, ntpFraction }: ReturnType<typeof ntpTime>): number {
  return (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0
}

/** The reports of a compound packet; what is malformed ends it, what is neither report is passed over. */
export function parseReports(datagram: Buffer): Report[] {
  const reports: Report[] = []
  let rest = datagram
  while (rest.length >= 8 && rest.readUInt8(0) >> 6 === 2) {
    const length = (rest.readUInt16BE(2) + 1) * 4
    if (length > rest.length) break
    const report = parseReport(rest.subarray(0, length))
    if (report) reports.push(report)
    rest = rest.subarray(length)
  }
  return reports
}

function parseReport(packet: Buffer): Report | null {
  const type = packet.readUInt8(1)
  const hasSender = type === senderReport
  if (!hasSender && type !== receiverReport) return null
  const blocksAt = hasSender ? 28 : 8
  const count = packet.readUInt8(0) & 0x1f
  if (packet.length < blocksAt + count * blockLength) return null
  return {
    ssrc: packet.readUInt32BE(4),
    sender: hasSender
      ? {
          ntpSeconds: packet.readUInt32BE(8),
          ntpFraction: packet.readUInt32BE(12),
          rtpTimestamp: packet.readUInt32BE(16),
          packets: packet.readUInt32BE(20),
          octets: packet.readUInt32BE(24)
        }
      : null,
    blocks: Array.from({ length: count }, (_, index) =>
      readBlock(packet.subarray(blocksAt + index * blockLength))
    )
  }
}

function readBlock(block: Buffer): ReportBlock {
  return {
    ssrc: block.readUInt32BE(0),
    fractionLost: block.readUInt8(4),
    cumulativeLost: block.readIntBE(5, 3),
    highestSequence: block.readUInt32BE(8),
    jitter: block.readUInt32BE(12),
    lastSenderReport: block.readUInt32BE(16),
    delaySinceLastSenderReport: block.readUInt32BE(20)
  }
}

/** A compound packet as RFC 3550 §6.1 wants it: a report first, then who it is from. */
export function serializeReport({ ssrc, sender, blocks }: Report, cname: string): Buffer {
  const report = Buffer.alloc((sender ? 28 : 8) + blocks.length * blockLength)
  writeHeader(report, blocks.length, sender ? senderReport : receiverReport)
  report.writeUInt32BE(ssrc, 4)
  if (sender) {
    report.writeUInt32BE(sender.ntpSeconds, 8)
    report.writeUInt32BE(sender.ntpFraction, 12)
    report.writeUInt32BE(sender.rtpTimestamp, 16)
    report.writeUInt32BE(sender.packets >>> 0, 20)
    report.writeUInt32BE(sender.octets >>> 0, 24)
  }
  blocks.forEach((block, index) =>
    writeBlock(report.subarray((sender ? 28 : 8) + index * blockLength), block)
  )
  return Buffer.concat([report, describe(ssrc, cname)])
}

function writeBlock(at: Buffer, block: ReportBlock): void {
  at.writeUInt32BE(block.ssrc, 0)
  at.writeUInt8(block.fractionLost, 4)
  at.writeIntBE(block.cumulativeLost, 5, 3)
  at.writeUInt32BE(block.highestSequence, 8)
  at.writeUInt32BE(block.jitter, 12)
  at.writeUInt32BE(block.lastSenderReport, 16)
  at.writeUInt32BE(block.delaySinceLastSenderReport, 20)
}

/** SDES with a CNAME (RFC 3550 §6.5.1), ended by at least one zero and filled to words. */
function describe(ssrc: number, cname: string): Buffer {
  const name = Buffer.from(cname)
  const packet = Buffer.alloc(Math.ceil((8 + 2 + name.length + 1) / 4) * 4)
  writeHeader(packet, 1, sourceDescription)
  packet.writeUInt32BE(ssrc, 4)
  packet.writeUInt8(cnameItem, 8)
  packet.writeUInt8(name.length, 9)
  name.copy(packet, 10)
  return packet
}

function writeHeader(packet: Buffer, count: number, type: number): void {
  packet.writeUInt8(0x80 | count, 0)
  packet.writeUInt8(type, 1)
  packet.writeUInt16BE(packet.length / 4 - 1, 2)
}
