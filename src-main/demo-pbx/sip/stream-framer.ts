/** What a stream transport carries: messages, and keep-alives between them (RFC 5626 §3.5.1). */
export type Framed =
  | { readonly kind: 'message'; readonly text: string }
  /** a double CRLF, to be answered by a single one */
  | { readonly kind: 'ping' }
  /** a single CRLF, the answer to ours */
  | { readonly kind: 'pong' }

/** The stream can no longer be read: nothing says where the next message begins. Close the connection. */
export class BrokenStream extends Error {
  constructor(why: string) {
    super(`SIP stream: ${why}`)
    this.name = 'BrokenStream'
  }
}

const contentLength = /^(?:content-length|l)[ \t]*:[ \t]*(\d{1,9})[ \t]*$/im
const blankLine = '\r\n\r\n'

/** Cuts a TCP stream into SIP messages by Content-Length (RFC 3261 §18.3). */
export class StreamFramer {
  private pending = Buffer.alloc(0)

  constructor(private readonly maxBytes = 65_536) {}

  /** @throws BrokenStream when a message is too long or has no Content-Length */
  push(chunk: Uint8Array): readonly Framed[] {
    this.pending = Buffer.concat([this.pending, chunk])
    const framed: Framed[] = []
    for (;;) {
      const next = this.next()
      if (!next) return framed
      framed.push(next)
    }
  }

  private next(): Framed | undefined {
    if (this.startsWith(blankLine)) return this.take(4, { kind: 'ping' })
    if (this.startsWith('\r\n')) {
      // One CRLF may be half a ping that the stream cut in two; what follows decides.
      return this.pending.length > 2 && this.pending[2] !== 13
        ? this.take(2, { kind: 'pong' })
        : undefined
    }
    const headEnd = this.pending.indexOf(blankLine)
    if (headEnd < 0) {
      if (this.pending.length > this.maxBytes) throw new BrokenStream('head too long')
      return undefined
    }
    const head = this.pending.subarray(0, headEnd).toString()
    const [, length] = contentLength.exec(head) ?? []
    if (length === undefined) throw new BrokenStream('no Content-Length')
    const total = headEnd + blankLine.length + Number(length)
    if (total > this.maxBytes) throw new BrokenStream('message too long')
    if (this.pending.length < total) return undefined
    return this.take(total, {
      kind: 'message',
      text: this.pending.subarray(0, total).toString()
    })
  }

  private startsWith(text: string): boolean {
    return this.pending.subarray(0, text.length).equals(Buffer.from(text))
  }

  private take(bytes: number, framed: Framed): Framed {
    this.pending = this.pending.subarray(bytes)
    return framed
  }
}
