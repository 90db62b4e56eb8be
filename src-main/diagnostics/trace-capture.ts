import { mostPayloadBytes, udpPacket } from './ip-packet'
import type { TraceEntry } from './trace-buffer'
import { traceRemarks, type TraceFile } from './trace-text'
import type { WireAddress } from './wire-message'

/** Block types and options of pcapng (draft-ietf-opsawg-pcapng §4). */
const sectionHeader = 0x0a0d0d0a
const interfaceDescription = 1
const enhancedPacket = 6
const optionComment = 1
const optionUserApplication = 4
const optionFlags = 2
/** LINKTYPE_RAW: the packet begins with its IP header. */
const rawIp = 101

const streamRemark =
  'Every message is written as one UDP datagram, also those that went over TCP, TLS or WebSocket: the comment of a ' +
  'packet says what it was. IP and UDP headers were made for this file.'

/** The trace as a pcapng file, for Wireshark and everything else that reads captures. */
export function traceCapture(file: TraceFile): Buffer {
  const comment = `${traceRemarks(file)}\n${streamRemark}`
  return Buffer.concat([
    sectionBlock(comment, file.producer),
    interfaceBlock(),
    ...file.entries.map(packetBlock)
  ])
}

function sectionBlock(comment: string, producer: string): Buffer {
  const fixed = Buffer.alloc(16)
  fixed.writeUInt32LE(0x1a2b3c4d, 0)
  fixed.writeUInt16LE(1, 4)
  // How long the section is, is not said.
  fixed.writeBigInt64LE(-1n, 8)
  return block(sectionHeader, fixed, [
    option(optionComment, Buffer.from(comment)),
    option(optionUserApplication, Buffer.from(producer))
  ])
}

function interfaceBlock(): Buffer {
  const fixed = Buffer.alloc(8)
  fixed.writeUInt16LE(rawIp, 0)
  return block(interfaceDescription, fixed, [])
}

function packetBlock(entry: TraceEntry): Buffer {
  const { id, at, direction, protocol, local, remote, customer, text } = entry
  const payload = Buffer.from(text.slice(0, mostPayloadBytes), 'latin1')
  const [from, to] = direction === 'sent' ? [local, remote] : [remote, local]
  const packet = udpPacket(addressOf(from), addressOf(to), payload, id)
  const fixed = Buffer.alloc(20)
  const micros = BigInt(Math.round(at * 1_000))
  fixed.writeUInt32LE(Number(micros >> 32n), 4)
  fixed.writeUInt32LE(Number(micros & 0xffffffffn), 8)
  fixed.writeUInt32LE(packet.length, 12)
  fixed.writeUInt32LE(packet.length, 16)
  const flags = Buffer.alloc(4)
  flags.writeUInt32LE(direction === 'received' ? 1 : 2)
  const cut = text.length > payload.length ? `, cut from ${text.length} bytes` : ''
  return block(enhancedPacket, Buffer.concat([fixed, padded(packet)]), [
    option(optionComment, Buffer.from(`${protocol}, ${customer}${cut}`)),
    option(optionFlags, flags)
  ])
}

function block(type: number, body: Buffer, options: readonly Buffer[]): Buffer {
  const all = options.length === 0 ? [body] : [body, ...options, Buffer.alloc(4)]
  const length = 12 + all.reduce((sum, part) => sum + part.length, 0)
  const head = Buffer.alloc(8)
  head.writeUInt32LE(type, 0)
  head.writeUInt32LE(length, 4)
  const tail = Buffer.alloc(4)
  tail.writeUInt32LE(length)
  return Buffer.concat([head, ...all, tail])
}

function option(code: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16LE(code, 0)
  head.writeUInt16LE(value.length, 2)
  return Buffer.concat([head, padded(value)])
}

/** Everything in a block begins at a multiple of 32 bits. */
function padded(bytes: Buffer): Buffer {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}

function addressOf(hostPort: string): WireAddress {
  const colon = hostPort.lastIndexOf(':')
  const host = hostPort.slice(0, colon).replace(/^\[|\]$/g, '')
  return { host, port: Number(hostPort.slice(colon + 1)) }
}
