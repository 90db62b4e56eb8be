import { contentLength } from '../message/sip-message'
import { parseHeaderFields } from '../message/header-field'

/** No PBX sends more in one message, not even a list of two thousand extensions (RFC 4662); what does is no SIP stream. */
export const mostMessageBytes = 2 * 1024 * 1024
const mostHeadBytes = 64 * 1024

/** The stream cannot be read any further, because there is no telling where the next message begins. */
export class FramingError extends Error {
  constructor(why: string) {
    super(`SIP stream: ${why}`)
    this.name = 'FramingError'
  }
}

export type StreamFrame =
  | { readonly kind: 'message'; readonly bytes: Uint8Array }
  /** CRLF CRLF: the other side wants to know whether we live (RFC 5626 §3.5.1) */
  | { readonly kind: 'ping' }
  /** CRLF */
  | { readonly kind: 'pong' }

const blankLine = Buffer.from('\r\n\r\n')

/** Cuts a byte stream into SIP messages by Content-Length (RFC 3261 §18.3) and keep-alives. */
export class StreamFramer {
  private chunks: Buffer[] = []
  private bufferedBytes = 0
  /** whole message length, once the head of the next one is here */
  private wantedBytes: number | undefined

  /** @throws FramingError, after which the connection has to be closed */
  push(chunk: Uint8Array): readonly StreamFrame[] {
    this.chunks.push(Buffer.from(chunk))
    this.bufferedBytes += chunk.length
    // Joining chunks only when a frame can be complete keeps a trickling body from costing its length squared.
    if (this.wantedBytes !== undefined && this.bufferedBytes < this.wantedBytes) return []

    const frames: StreamFrame[] = []
    let rest: Buffer =
      this.chunks.length === 1 ? (this.chunks[0] ?? blankLine) : Buffer.concat(this.chunks)
    for (;;) {
      const frame = this.next(rest)
      if (!frame) break
      frames.push(frame.frame)
      rest = rest.subarray(frame.length)
    }
    this.chunks = rest.length > 0 ? [rest] : []
    this.bufferedBytes = rest.length
    return frames
  }

  private next(buffer: Buffer): { frame: StreamFrame; length: number } | undefined {
    if (buffer.length < 2) return undefined
    if (startsWithLineEnd(buffer, 0)) {
      if (buffer.length === 3) return undefined
      return startsWithLineEnd(buffer, 2)
        ? { frame: { kind: 'ping' }, length: 4 }
        : { frame: { kind: 'pong' }, length: 2 }
    }
    this.wantedBytes ??= messageLength(buffer)
    if (this.wantedBytes === undefined || buffer.length < this.wantedBytes) return undefined
    const length = this.wantedBytes
    this.wantedBytes = undefined
    return { frame: { kind: 'message', bytes: buffer.subarray(0, length) }, length }
  }
}

function startsWithLineEnd(buffer: Buffer, at: number): boolean {
  return buffer[at] === 13 && buffer[at + 1] === 10
}

function messageLength(buffer: Buffer): number | undefined {
  const headEnd = buffer.indexOf(blankLine)
  if (headEnd < 0 ? buffer.length > mostHeadBytes : headEnd > mostHeadBytes)
    throw new FramingError('the header fields do not end')
  if (headEnd < 0) return undefined
  const [, ...lines] = buffer.toString('latin1', 0, headEnd).split('\r\n')
  const bodyBytes = contentLength(parseHeaderFields(lines))
  if (bodyBytes === undefined) throw new FramingError('Content-Length is missing')
  const length = headEnd + blankLine.length + bodyBytes
  if (length > mostMessageBytes) throw new FramingError('the message is too large')
  return length
}
