import { randomInt } from 'node:crypto'
import type { IncomingInviteRequest, IncomingPrackRequest, Session } from 'sip.js/lib/core/index.js'
import type { SipTimers } from '../sip-timers'

export interface ReliableProvisionalOptions {
  readonly request: IncomingInviteRequest
  readonly timers: Pick<SipTimers, 't1Ms'>
  /** no PRACK came for 64*T1: the INVITE should be refused with a 5xx (RFC 3262 §3) */
  readonly onUnacknowledged: () => void
}

/**
 * A 1xx that is repeated until its PRACK (RFC 3262 §3).
 *
 * ```
 *  idle ──send──► sent ──PRACK──► acknowledged
 *                  │ ▲└─64*T1──► unacknowledged
 *                  └─┘ T1, 2*T1, 4*T1 …
 * ```
 */
export class ReliableProvisional {
  /** RFC 3262 §3: anything from 1 to 2^31 - 1 */
  private readonly rseq = randomInt(1, 2 ** 31)
  private pending = false
  private repeatTimer: NodeJS.Timeout | undefined
  private deadline: NodeJS.Timeout | undefined

  constructor(private readonly options: ReliableProvisionalOptions) {}

  /** @returns the early dialog */
  send(statusCode: number): Session {
    const { t1Ms } = this.options.timers
    this.pending = true
    this.deadline = setTimeout(() => {
      this.stop()
      this.options.onUnacknowledged()
    }, 64 * t1Ms)
    return this.transmit(statusCode, t1Ms)
  }

  /** An offer in a PRACK needs an answered one before it (RFC 3262 §5), and ours is only in the 2xx. */
  acknowledge(request: IncomingPrackRequest): void {
    const { message } = request
    const { cseq } = this.options.request.message
    const rack = (message.getHeader('rack') ?? '').trim().split(/\s+/).join(' ')
    if (!this.pending || rack !== `${this.rseq} ${cseq} INVITE`) {
      request.reject({ statusCode: 481 })
      return
    }
    this.stop()
    if (message.body === '') request.accept()
    else request.reject({ statusCode: 488 })
  }

  /** Acknowledged, or there is a final response. */
  stop(): void {
    this.pending = false
    clearTimeout(this.repeatTimer)
    clearTimeout(this.deadline)
  }

  private transmit(statusCode: number, intervalMs: number): Session {
    this.repeatTimer = setTimeout(() => this.transmit(statusCode, intervalMs * 2), intervalMs)
    const extraHeaders = ['Require: 100rel', `RSeq: ${this.rseq}`]
    return this.options.request.progress({ statusCode, extraHeaders }).session
  }
}
