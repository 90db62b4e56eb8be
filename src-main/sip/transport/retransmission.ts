import type { SipMessage } from '../message/sip-message'
import type { SipTimers } from '../sip-timers'

interface Pending {
  readonly resend: () => void
  readonly startedAt: number
  /** the longest interval: Timer E and G stop growing at T2, Timer A does not */
  readonly longestMs: number
  intervalMs: number
  timer: NodeJS.Timeout
}

/**
 * Timers A, E and G of RFC 3261 §17, which sip.js does not have: it was made for WebSocket. They run below its
 * transactions, by branch and method, and only where the transport may lose messages.
 *
 * ```
 *  request sent ──T1, 2*T1, 4*T1 …──► sent again, until
 *     INVITE      any response                      (Timer A)
 *     others      a final response, at most each T2 (Timer E)
 *  300..699 to an INVITE sent ──T1, 2*T1 … T2──► sent again, until its ACK (Timer G)
 * ```
 * All of them end after 64*T1, when sip.js gives the transaction up (Timers B, F and H). sip.js itself repeats the 2xx
 * of an INVITE, the ACK of a repeated 2xx, and the response to a repeated request.
 */
export class Retransmission {
  private readonly pending = new Map<string, Pending>()

  constructor(private readonly timers: Pick<SipTimers, 't1Ms' | 't2Ms'>) {}

  /** @param resend - sends the same bytes to the same place once more */
  sent(message: SipMessage, resend: () => void): void {
    const { startLine, method } = message
    if (startLine.kind === 'request') {
      if (method === 'ACK') return
      this.start(requestKey(message), resend, method === 'INVITE' ? Infinity : this.timers.t2Ms)
    } else if (method === 'INVITE' && startLine.statusCode >= 300) {
      this.start(responseKey(message), resend, this.timers.t2Ms)
    }
  }

  received(message: SipMessage): void {
    const { startLine, method } = message
    if (startLine.kind === 'request') {
      if (method === 'ACK') this.stop(responseKey(message))
      return
    }
    const key = requestKey(message)
    if (startLine.statusCode >= 200 || method === 'INVITE') {
      this.stop(key)
      return
    }
    // RFC 3261 §17.1.2.2: after a provisional response Timer E goes on, at T2.
    const pending = this.pending.get(key)
    if (pending) pending.intervalMs = this.timers.t2Ms
  }

  stopAll(): void {
    for (const key of [...this.pending.keys()]) this.stop(key)
  }

  private start(key: string, resend: () => void, longestMs: number): void {
    this.stop(key)
    const intervalMs = this.timers.t1Ms
    this.pending.set(key, {
      resend,
      startedAt: performance.now(),
      longestMs,
      intervalMs,
      timer: setTimeout(() => this.fire(key), intervalMs)
    })
  }

  private fire(key: string): void {
    const pending = this.pending.get(key)
    if (!pending) return
    if (performance.now() - pending.startedAt >= 64 * this.timers.t1Ms) {
      this.stop(key)
      return
    }
    pending.resend()
    pending.intervalMs = Math.min(pending.intervalMs * 2, pending.longestMs)
    pending.timer = setTimeout(() => this.fire(key), pending.intervalMs)
  }

  private stop(key: string): void {
    clearTimeout(this.pending.get(key)?.timer)
    this.pending.delete(key)
  }
}

/** CANCEL shares the branch of its INVITE, so the method belongs to the key (RFC 3261 §17.1.3). */
function requestKey({ branch, method }: SipMessage): string {
  return `${method} ${branch}`
}

function responseKey({ branch }: SipMessage): string {
  return `response ${branch}`
}
