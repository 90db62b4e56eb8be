export interface Endpoint {
  readonly host: string
  readonly port: number
}

const same = (a: Endpoint, b: Endpoint): boolean => a.host === b.host && a.port === b.port

/** A source of the SDP's host may take over from another port of it only when that one has gone quiet. */
const quietMs = 200

/**
 * Symmetric RTP (RFC 4961): who may send us media, and where ours goes.
 *
 * Before the first packet anybody may be the one, because a PBX behind NAT or with a media proxy sends from elsewhere
 * than its SDP says. After it only that source is listened to, and the host of the SDP, which takes the stream back
 * from a stranger at once. Only packets that are RTP with a negotiated payload type may be asked about.
 */
export class SymmetricLatch {
  private latched: Endpoint | null = null
  private lastAcceptedAt = 0

  constructor(readonly sdp: Endpoint) {}

  get destination(): Endpoint {
    return this.latched ?? this.sdp
  }

  /** Whether a host is the one of the SDP, or the one that RTP comes from. */
  knows(host: string): boolean {
    return host === this.sdp.host || host === this.latched?.host
  }

  /** @param now - monotonic milliseconds */
  accept(from: Endpoint, now: number): boolean {
    if (!this.mayLatch(from, now)) return false
    if (!this.latched || !same(this.latched, from)) {
      this.latched = { host: from.host, port: from.port }
    }
    this.lastAcceptedAt = now
    return true
  }

  private mayLatch(from: Endpoint, now: number): boolean {
    if (!this.latched || same(this.latched, from)) return true
    if (from.host !== this.sdp.host) return false
    return this.latched.host !== this.sdp.host || now - this.lastAcceptedAt >= quietMs
  }
}
