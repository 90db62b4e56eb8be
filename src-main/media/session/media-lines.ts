const declined = 'm=audio 0 UDP/TLS/RTP/SAVPF 0\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n'

/**
 * The media lines of a call that the engine negotiates. The engine knows the stream in use alone; of a stream that was given
 * up the line stays, declined, and may be used again (RFC 3264 §8.1, §8.2). So two are enough, however often that happens:
 *
 * ```
 *  in use ──► declined, in use ──► in use, declined
 *                    ▲                   │
 *                    └───────────────────┘
 * ```
 */
export class MediaLines {
  private givenUp: 0 | 1 | null = null

  get areTwo(): boolean {
    return this.givenUp !== null
  }

  /** From now on there is another stream in place of the one in use. */
  replaceStream(): void {
    this.givenUp = this.givenUp === 0 ? 1 : 0
  }

  /** @param sdp - of the engine */
  toPbx(sdp: string): string {
    if (this.givenUp === null) return sdp
    return this.givenUp === 1 ? sdp + declined : sdp.replace(/^(?=m=)/m, declined)
  }

  /** @returns what the engine may know of it */
  fromPbx(sdp: string): string {
    const [session = '', ...lines] = sdp.split(/^(?=m=)/m)
    if (this.givenUp === null || lines.length !== 2) return sdp
    return session + lines.filter((_line, index) => index !== this.givenUp).join('')
  }
}
