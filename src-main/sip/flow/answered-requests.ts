import type { SipMessage } from '../message/sip-message'
import { hostPort } from '../message/sip-uri'

interface Answer {
  readonly text: string
  /** by `performance.now()` */
  readonly until: number
}

/**
 * The final responses to requests other than INVITE, for when the request comes once more: the state "Completed" of
 * RFC 3261 §17.2.2, until Timer J. sip.js would keep the whole request and a timer for each, and ten thousand answered
 * NOTIFYs make the collector of garbage stop the process for 40 ms.
 */
export class AnsweredRequests {
  /** in the order of their ends, for all stay equally long */
  private readonly answers = new Map<string, Answer>()

  constructor(private readonly timerJMs: number) {}

  get size(): number {
    return this.answers.size
  }

  /** @param text - the whole response, whose top Via and CSeq are those of the request (RFC 3261 §8.2.6.2) */
  keep(response: SipMessage, text: string): void {
    const now = performance.now()
    this.forgetBefore(now)
    this.answers.set(keyOf(response), { text, until: now + this.timerJMs })
  }

  /** @returns what was answered to this very request */
  answerTo(request: SipMessage): string | undefined {
    this.forgetBefore(performance.now())
    return this.answers.get(keyOf(request))?.text
  }

  private forgetBefore(now: number): void {
    for (const [key, { until }] of this.answers) {
      if (until > now) return
      this.answers.delete(key)
    }
  }
}

/** RFC 3261 §17.2.3: branch, sent-by and method. */
function keyOf({ branch, topVia, method }: SipMessage): string {
  return `${method} ${branch} ${hostPort({ host: topVia.host, port: topVia.port ?? 5060 })}`
}
