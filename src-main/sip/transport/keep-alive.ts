import type { TransportOptions } from './sip-transport'

export interface KeepAliveOptions {
  readonly timers: Pick<TransportOptions['timers'], 'keepAliveMs' | 'pongTimeoutMs'>
  readonly ping: () => void
  /** a pong was owed, and none came in time */
  readonly onSilence: () => void
}

/**
 * Keeps a connection alive, and watches it (RFC 5626 §3.5.1, §4.4.1).
 *
 * ```
 *  idle ──keepAliveMs──► ping ──pong──► idle
 *                          └─pongTimeoutMs, once a pong was ever seen──► silent
 * ```
 * Many servers never answer a ping: only one that has done so before can fail to.
 */
export class KeepAlive {
  private readonly pingTimer: NodeJS.Timeout
  private pongTimer: NodeJS.Timeout | undefined
  private pongSeen = false

  constructor(private readonly options: KeepAliveOptions) {
    this.pingTimer = setInterval(() => this.ping(), options.timers.keepAliveMs)
  }

  pong(): void {
    this.pongSeen = true
    clearTimeout(this.pongTimer)
    this.pongTimer = undefined
  }

  stop(): void {
    clearInterval(this.pingTimer)
    clearTimeout(this.pongTimer)
  }

  private ping(): void {
    const { ping, onSilence, timers } = this.options
    ping()
    if (this.pongSeen) this.pongTimer ??= setTimeout(onSilence, timers.pongTimeoutMs)
  }
}
