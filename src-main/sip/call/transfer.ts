import type { IncomingNotifyRequest } from 'sip.js/lib/core/index.js'
import type { Reply } from '../flow/reply'
import type { TransferOutcome } from '../ports'

export interface TransferOptions {
  /** sends the REFER */
  readonly send: () => Promise<Reply>
  /** how long the PBX may take to tell what came of it */
  readonly outcomeTimeoutMs: number
}

/**
 * A REFER of ours and the subscription that it implies (RFC 3515 §2.4.4). A NOTIFY may overtake the 202.
 *
 * ```
 *  sent ──2xx──► accepted ──NOTIFY with a 2xx──► succeeded
 *    │               ├─NOTIFY with 3xx..6xx──► failed
 *    └─other─► failed └─the call or the subscription ends, or nothing for long──► accepted, and no more is known
 * ```
 */
export class Transfer {
  readonly outcome: Promise<TransferOutcome>
  private settle: (outcome: TransferOutcome) => void = () => {}
  private settled = false
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly options: TransferOptions) {
    this.outcome = new Promise((resolve) => {
      this.settle = (outcome) => {
        clearTimeout(this.timer)
        this.settled = true
        resolve(outcome)
      }
    })
    void this.refer()
  }

  notified({ message }: Pick<IncomingNotifyRequest, 'message'>): void {
    const status = statusOf(message.body)
    if (status && status.statusCode >= 300) this.settle({ kind: 'failed', ...status })
    else if (status && status.statusCode >= 200) this.settle({ kind: 'succeeded' })
    else if (/^\s*terminated\b/i.test(message.getHeader('subscription-state') ?? '')) this.leave()
  }

  /** Nothing more will be told, e.g. because the call is over. */
  leave(): void {
    this.settle({ kind: 'accepted' })
  }

  private async refer(): Promise<void> {
    const { statusCode, reasonPhrase } = await this.options.send()
    if (statusCode >= 300) this.settle({ kind: 'failed', statusCode, reasonPhrase })
    else if (!this.settled)
      this.timer = setTimeout(() => this.leave(), this.options.outcomeTimeoutMs)
  }
}

/** The status line of a message/sipfrag body (RFC 3420 §2). */
function statusOf(body: string): { statusCode: number; reasonPhrase: string } | undefined {
  const match = /^\s*SIP\/2\.0 +([1-6]\d\d)(?: +([^\r\n]*))?/i.exec(body)
  return match ? { statusCode: Number(match[1]), reasonPhrase: (match[2] ?? '').trim() } : undefined
}
