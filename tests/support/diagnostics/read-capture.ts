/** A packet of a capture file, read by the rules of pcapng, IP and UDP alone. */
export interface CapturedPacket {
  readonly atMs: number
  readonly direction: 'sent' | 'received'
  readonly comment: string
  readonly from: string
  readonly to: string
  readonly payload: Buffer
}

export interface Capture {
  readonly comment: string
  readonly producer: string
  readonly packets: readonly CapturedPacket[]
}

/** Reads a little-endian pcapng file of raw IP packets. Anything that is not as the specifications say is an error. */
export function readCapture(file: Buffer): Capture {
  const packets: CapturedPacket[] = []
  let comment = ''
  let producer = ''
  let at = 0
  while (at < file.length) {
    const type = file.readUInt32LE(at)
    const length = file.readUInt32LE(at + 4)
    must(length % 4 === 0 && at + length <= file.length, 'a block has a wrong length')
    must(file.readUInt32LE(at + length - 4) === length, 'a block ends with another length')
    const body = file.subarray(at + 8, at + length - 4)
    if (at === 0) {
      must(type === 0x0a0d0d0a && body.readUInt32LE(0) === 0x1a2b3c4d, 'no section header')
      const options = readOptions(body.subarray(16))
      comment = options.get(1)?.toString() ?? ''
      producer = options.get(4)?.toString() ?? ''
    } else if (type === 1) must(body.readUInt16LE(0) === 101, 'not raw IP')
    else if (type === 6) packets.push(readPacket(body))
    else throw new Error(`an unexpected block ${type}`)
    at += length
  }
  return { comment, producer, packets }
}

function readPacket(body: Buffer): CapturedPacket {
  const micros = (BigInt(body.readUInt32LE(4)) << 32n) | BigInt(body.readUInt32LE(8))
  const captured = body.readUInt32LE(12)
  must(captured === body.readUInt32LE(16), 'a packet is cut')
  const options = readOptions(body.subarray(20 + Math.ceil(captured / 4) * 4))
  return {
    atMs: Number(micros) / 1_000,
    direction: options.get(2)?.readUInt32LE() === 1 ? 'received' : 'sent',
    comment: options.get(1)?.toString() ?? '',
    ...readIp(body.subarray(20, 20 + captured))
  }
}

function readOptions(bytes: Buffer): ReadonlyMap<number, Buffer> {
  const options = new Map<number, Buffer>()
  for (let at = 0; at < bytes.length;) {
    const code = bytes.readUInt16LE(at)
    const length = bytes.readUInt16LE(at + 2)
    if (code === 0) return options
    options.set(code, bytes.subarray(at + 4, at + 4 + length))
    at += 4 + Math.ceil(length / 4) * 4
  }
  return options
}

function readIp(packet: Buffer): Pick<CapturedPacket, 'from' | 'to' | 'payload'> {
  const v4 = packet.readUInt8(0) >> 4 === 4
  const headerLength = v4 ? 20 : 40
  if (v4) {
    must(packet.readUInt8(0) === 0x45, 'an IPv4 header with options')
    must(packet.readUInt16BE(2) === packet.length, 'the IPv4 length is wrong')
    must(onesComplement(packet.subarray(0, 20)) === 0xffff, 'the IPv4 checksum is wrong')
  } else must(packet.readUInt16BE(4) === packet.length - 40, 'the IPv6 length is wrong')
  must(packet.readUInt8(v4 ? 9 : 6) === 17, 'not UDP')
  const addresses = packet.subarray(v4 ? 12 : 8, headerLength)
  const udp = packet.subarray(headerLength)
  must(udp.readUInt16BE(4) === udp.length, 'the UDP length is wrong')
  const pseudo = Buffer.from([0, 17, udp.length >> 8, udp.length & 0xff])
  must(
    udp.readUInt16BE(6) !== 0 && onesComplement(Buffer.concat([addresses, pseudo, udp])) === 0xffff,
    'the UDP checksum is wrong'
  )
  const half = addresses.length / 2
  return {
    from: `${hostText(addresses.subarray(0, half))}:${udp.readUInt16BE(0)}`,
    to: `${hostText(addresses.subarray(half))}:${udp.readUInt16BE(2)}`,
    payload: udp.subarray(8)
  }
}

/** RFC 1071: over data with a right checksum in it, the sum is all ones. */
function onesComplement(bytes: Buffer): number {
  let sum = 0
  for (const [index, byte] of bytes.entries()) {
    sum += index % 2 === 0 ? byte * 256 : byte
    if (sum > 0xffff) sum -= 0xffff
  }
  return sum
}

function hostText(address: Buffer): string {
  return address.length === 4 ? address.join('.') : address.toString('hex')
}

function must(right: boolean, otherwise: string): asserts right {
  if (!right) throw new Error(otherwise)
}
