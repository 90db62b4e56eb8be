import type { Account } from '@contract/settings/customer'
import type { Credentials } from '../digest/credentials'
import { registrarUri } from '../flow/account-uri'
import type { Flow } from '../flow/flow'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { newRequestIdentity } from '../flow/request-identity'
import { transact } from '../flow/transact'
import type { SipTimers } from '../sip-timers'

export interface RegistrarWatchOptions {
  readonly account: Account
  readonly credentials: Credentials
  readonly timers: Pick<SipTimers, 'registrarProbeMs' | 'answerTimeoutMs'>
  /** it has answered before, and does not now */
  readonly onSilence: () => void
}

/**
 * Asks a PBX that says nothing whether it is there, by OPTIONS (RFC 3261 §11). Over UDP nothing else tells that it died
 * before the registration is due; on a stream the connection does.
 *
 * ```
 *  idle ──nothing heard for registrarProbeMs──► asked ──any answer──► idle
 *                                                 └─none──► silent, once there ever was one; else idle
 * ```
 * Some never answer: only one that has done so can fall silent, and what comes of that the registration finds out.
 */
export class RegistrarWatch {
  private timer: NodeJS.Timeout | undefined
  private flow: Flow | undefined
  private answers = false

  constructor(private readonly options: RegistrarWatchOptions) {}

  /** The account is registered on this flow. */
  start(flow: Flow): void {
    this.stop()
    if (flow.isReliable) return
    this.flow = flow
    this.wait(flow)
  }

  stop(): void {
    clearTimeout(this.timer)
    this.flow = undefined
  }

  /** @param askedAt - who does not answer is asked no more often */
  private wait(flow: Flow, askedAt = 0): void {
    const quietSince = Math.max(flow.heardAt, askedAt)
    const dueInMs = quietSince + this.options.timers.registrarProbeMs - performance.now()
    if (dueInMs <= 0) void this.probe(flow)
    else this.timer = setTimeout(() => this.wait(flow, askedAt), dueInMs)
  }

  private async probe(flow: Flow): Promise<void> {
    const { origin } = await this.ask(flow)
    if (this.flow !== flow) return
    const fellSilent = origin === 'timeout' && this.answers
    this.answers = origin === 'peer' || (this.answers && !fellSilent)
    this.wait(flow, performance.now())
    if (fellSilent) this.options.onSilence()
  }

  private ask(flow: Flow): Promise<Reply> {
    const { account, credentials, timers } = this.options
    const registrar = registrarUri(account)
    const identity = newRequestIdentity()
    return transact({
      flow,
      timeoutMs: timers.answerTimeoutMs,
      authorization: credentials.authorize('OPTIONS', registrar.toRaw(), 'OPTIONS'),
      send: (authorization, delegate) => {
        const headers = ['Accept: application/sdp', ...capabilityHeaders, ...authorization]
        const message = flow.request('OPTIONS', registrar, identity, headers)
        return flow.core.request(message, delegate)
      }
    })
  }
}
