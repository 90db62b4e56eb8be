import type { Reply } from '../flow/reply'
import { deltaSeconds } from '../message/event'
import type { SipLog } from '../ports'
import type { SessionInterval } from './session-refresh'
import { agreedInAnswer } from './session-refresh'
import { SessionTimer } from './session-timer'

export interface SessionKeeperOptions {
  /** the Allow values of the other side: UPDATE leaves the media alone, and is preferred to a re-INVITE (RFC 4028 §7.4) */
  readonly allow: string
  readonly log: SipLog
  readonly sendRefresh: (seconds: number, byUpdate: boolean) => Promise<Reply>
  readonly onExpired: () => void
}

/** Keeps a session that expires unless it is refreshed (RFC 4028), or notices that it has expired. */
export class SessionKeeper {
  private over = false
  private seconds = 0
  private byUpdate: boolean
  private readonly timer: SessionTimer

  constructor(private readonly options: SessionKeeperOptions) {
    this.byUpdate = /\bUPDATE\b/i.test(options.allow)
    this.timer = new SessionTimer({
      onRefreshDue: () => void this.refresh(),
      onExpired: options.onExpired
    })
  }

  /** The session was agreed on or refreshed. */
  keep(interval: SessionInterval): void {
    this.timer.stop()
    if (!interval || this.over) return
    this.seconds = interval.seconds
    this.timer.start(interval.seconds, interval.weRefresh)
  }

  stop(): void {
    this.over = true
    this.timer.stop()
  }

  /** RFC 4028 §7.4, §10. One that comes to nothing leaves the session to its end. */
  private async refresh(): Promise<void> {
    try {
      const reply = await this.options.sendRefresh(this.seconds, this.byUpdate)
      if (this.over) return
      if (reply.statusCode < 300) this.keep(agreedInAnswer(reply))
      else this.refreshDifferently(reply)
    } catch (error) {
      this.options.log.info('the session could not be refreshed', { error: String(error) })
      if (!this.over) this.timer.refreshAgain()
    }
  }

  /** RFC 4028 §7.3: 422 names the least interval. A PBX may say that it takes UPDATE, and then refuse it. */
  private refreshDifferently(reply: Reply): void {
    const { statusCode } = reply
    this.options.log.info('the session was not refreshed', { statusCode })
    const updateRefused = this.byUpdate && (statusCode === 405 || statusCode === 501)
    const minSeconds = statusCode === 422 ? (deltaSeconds(reply.header('min-se')) ?? 0) : 0
    const intervalRefused = minSeconds > this.seconds
    if (updateRefused) this.byUpdate = false
    if (intervalRefused) this.seconds = minSeconds
    if (updateRefused || intervalRefused) void this.refresh()
    else this.timer.refreshAgain()
  }
}
