import { isIPv4, isIPv6 } from 'node:net'
import type { WireAddress } from './wire-message'

const udp = 17
const udpHeaderLength = 8
/** RFC 791 §3.1: with its header a packet is no longer than this; the UDP header comes off too. */
export const mostPayloadBytes = 65_535 - 20 - udpHeaderLength

/**
 * An IP packet with a UDP datagram, as if it had been seen on the wire: checksums and lengths are right. IPv4 where both
 * addresses are, else IPv6.
 *
 * @param identification - tells packets apart (RFC 791 §3.2)
 */
export function udpPacket(
  from: WireAddress,
  to: WireAddress,
  payload: Buffer,
  identification: number
): Buffer {
  const v6 = isIPv6(bare(from.host)) || isIPv6(bare(to.host))
  const source = v6 ? ipv6Bytes(from.host) : ipv4Bytes(from.host)
  const destination = v6 ? ipv6Bytes(to.host) : ipv4Bytes(to.host)
  const datagram = udpDatagram(from.port, to.port, payload)
  const pseudoHeader = Buffer.concat([source, destination, pseudoTail(v6, datagram.length)])
  // RFC 768: a checksum of 0 means none, so it is written as all ones.
  datagram.writeUInt16BE(checksum(Buffer.concat([pseudoHeader, datagram])) || 0xffff, 6)
  const header = v6
    ? ipv6Header(source, destination, datagram.length)
    : ipv4Header(source, destination, datagram.length, identification)
  return Buffer.concat([header, datagram])
}

function udpDatagram(sourcePort: number, destinationPort: number, payload: Buffer): Buffer {
  const header = Buffer.alloc(udpHeaderLength)
  header.writeUInt16BE(sourcePort, 0)
  header.writeUInt16BE(destinationPort, 2)
  header.writeUInt16BE(udpHeaderLength + payload.length, 4)
  return Buffer.concat([header, payload])
}

/** RFC 768, RFC 8200 §8.1. */
function pseudoTail(v6: boolean, length: number): Buffer {
  const tail = Buffer.alloc(v6 ? 8 : 4)
  if (v6) tail.writeUInt32BE(length, 0)
  else tail.writeUInt16BE(length, 2)
  tail.writeUInt8(udp, v6 ? 7 : 1)
  return tail
}

/** RFC 791 §3.1. */
function ipv4Header(source: Buffer, destination: Buffer, length: number, identification: number) {
  const header = Buffer.alloc(20)
  header.writeUInt8(0x45, 0)
  header.writeUInt16BE(header.length + length, 2)
  header.writeUInt16BE(identification & 0xffff, 4)
  header.writeUInt8(64, 8)
  header.writeUInt8(udp, 9)
  source.copy(header, 12)
  destination.copy(header, 16)
  header.writeUInt16BE(checksum(header), 10)
  return header
}

/** RFC 8200 §3. */
function ipv6Header(source: Buffer, destination: Buffer, length: number): Buffer {
  const header = Buffer.alloc(40)
  header.writeUInt8(0x60, 0)
  header.writeUInt16BE(length, 4)
  header.writeUInt8(udp, 6)
  header.writeUInt8(64, 7)
  source.copy(header, 8)
  destination.copy(header, 24)
  return header
}

/** RFC 1071. */
function checksum(bytes: Buffer): number {
  let sum = 0
  for (let at = 0; at < bytes.length; at += 2)
    sum += at + 1 < bytes.length ? bytes.readUInt16BE(at) : bytes.readUInt8(at) << 8
  while (sum > 0xffff) sum = (sum & 0xffff) + Math.floor(sum / 0x10000)
  return ~sum & 0xffff
}

/** RFC 4007 §11: the zone of a link-local address is nobody else's business. */
function bare(host: string): string {
  return host.replace(/%.*$/, '')
}

/** What is no address, because the system did not say, is written as 0.0.0.0. */
function ipv4Bytes(host: string): Buffer {
  return isIPv4(host) ? Buffer.from(host.split('.').map(Number)) : Buffer.alloc(4)
}

/** The URL parser knows every way to write an IPv6 address, and writes eight groups or a `::`. */
function ipv6Bytes(host: string): Buffer {
  const address = bare(host)
  const literal = isIPv6(address) ? address : `::ffff:${address}`
  const [head = '', tail] = new URL(`http://[${literal}]`).hostname.slice(1, -1).split('::')
  const groups = (text: string) => (text === '' ? [] : text.split(':'))
  const before = groups(head)
  const after = groups(tail ?? '')
  const zeroes = new Array<string>(8 - before.length - after.length).fill('0')
  const bytes = Buffer.alloc(16)
  for (const [index, group] of [...before, ...zeroes, ...after].entries())
    bytes.writeUInt16BE(Number.parseInt(group, 16), index * 2)
  return bytes
}
