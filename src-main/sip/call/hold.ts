import type { Reply } from '../flow/reply'
import type { CallMedia, Held } from '../ports'
import { holds, holdsInAnswer } from './remote-hold'

export interface HoldOptions {
  readonly media: Pick<CallMedia, 'setHeld'>
  /** how the call is held when its dialog begins */
  readonly held: Held
  /** offers the session anew */
  readonly offer: () => Promise<Reply>
  readonly onRemoteHold: (held: boolean) => void
}

/** Who holds the call (RFC 3264 §8.4). Ours changes by an offer of ours, theirs with every SDP that they send. */
export class Hold {
  private local: boolean
  private remote: boolean
  private lastChange: Promise<unknown> = Promise.resolve()

  constructor(private readonly options: HoldOptions) {
    this.local = options.held.local
    this.remote = options.held.remote
  }

  /** One change after the other: each offer says how the last one left the session. */
  set(held: boolean): Promise<Reply> {
    const change = this.lastChange.then(() => this.change(held))
    this.lastChange = change
    return change
  }

  /** An offer, or the answer to one that did not hold. */
  remoteSdp(sdp: string): void {
    this.setRemote(holds(sdp))
  }

  /** The answer to an offer of ours. */
  answered(sdp: string): void {
    this.setRemote(holdsInAnswer(sdp, this.local, this.remote))
  }

  private async change(held: boolean): Promise<Reply> {
    const before = this.local
    this.direct(held)
    const reply = await this.options.offer()
    if (reply.statusCode >= 300) this.direct(before)
    return reply
  }

  private direct(held: boolean): void {
    this.local = held
    this.options.media.setHeld(held)
  }

  private setRemote(held: boolean): void {
    if (held === this.remote) return
    this.remote = held
    this.options.onRemoteHold(held)
  }
}
