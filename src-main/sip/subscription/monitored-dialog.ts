import type {
  IncomingNotifyRequest,
  OutgoingSubscribeRequest,
  Subscription,
  URI
} from 'sip.js/lib/core/index.js'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import type { Reply } from '../flow/reply'
import { deltaSeconds, parseSubscriptionState } from '../message/event'
import type { DialogSubscription, DialogSubscriptionEvent, SipLog } from '../ports'
import { RetryPause } from '../retry-pause'
import type { SipTimers } from '../sip-timers'
import type { Pace, Urgency } from './pace'
import { subscriptionRefreshMs } from '../refresh-delay'
import { resubscribe, subscribe, type SubscribedBody } from './subscribe'
import { failureOfReply, failureOfTermination, type SubscribeFailure } from './subscribe-outcome'

export interface MonitoredDialogOptions {
  readonly uri: URI
  /** one extension's dialogs, or a list of them (RFC 4662) */
  readonly body: SubscribedBody
  readonly credentials: Credentials
  readonly timers: SipTimers
  readonly pace: Pace
  readonly log: SipLog
  readonly listener: (event: DialogSubscriptionEvent) => void
  readonly onEnded: () => void
}

const defaultExpiresSeconds = 300
const inNoQueue = (): void => {}

/**
 * A subscription to dialogs that is kept until it is ended, whatever becomes of it on the way.
 *
 * ```
 *  suspended ──resume(flow)──► subscribing ──first NOTIFY──► active ──refresh──► active
 *      ▲                           ▲ │ 4xx, silence            │ terminated, 481, silence
 *      │                           │ ▼                         ▼
 *      │                         pausing ◄─────────────────────┘
 *      └──suspend() from any; end() from any ──► ended
 *  active ──terminated;reason=invariant──► (nothing more is asked until suspend)
 * ```
 * Each step belongs to a turn. What arrives for a turn that is over counts for nothing.
 */
export class MonitoredDialog implements DialogSubscription {
  private flow: Flow | undefined
  private turn = 0
  private request: OutgoingSubscribeRequest | undefined
  private subscription: Subscription | undefined
  private activeSince = 0
  private refreshing = false
  private expiresSeconds = defaultExpiresSeconds
  private timer: NodeJS.Timeout | undefined
  private leaveQueue = inNoQueue
  private readonly pause: RetryPause
  private told: 'nothing' | 'notify' | 'refused' | 'lost' = 'nothing'
  private ended = false

  constructor(private readonly options: MonitoredDialogOptions) {
    this.pause = new RetryPause(options.timers)
  }

  /** The account is registered: subscribe anew, in turn with all the others. */
  resume(flow: Flow): void {
    if (this.ended) return
    this.reset()
    this.flow = flow
    this.pause.forgetFailures()
    this.queue(() => this.subscribe())
  }

  /** Asks for full state before it is due: something was missed. */
  refresh(): void {
    if (!this.subscription || this.refreshing) return
    clearTimeout(this.timer)
    this.queue(() => this.resubscribe(), 'soon')
  }

  /** The registration is gone: what was known is not known any more. */
  suspend(): void {
    if (this.ended) return
    this.reset()
    this.flow = undefined
    this.tellLost()
  }

  end(): void {
    if (this.ended) return
    const { flow, subscription } = this
    const { body, credentials, pace, onEnded } = this.options
    this.ended = true
    this.subscription = undefined
    this.reset()
    onEnded()
    if (!subscription || !flow?.isOpen) return
    pace.add(() => {
      void resubscribe({ flow, subscription, body, credentials, expiresSeconds: 0 }).then(() => {
        subscription.dispose()
      })
    })
  }

  private async subscribe(): Promise<void> {
    const { flow, turn } = this
    if (!flow) return
    const { uri, body, credentials } = this.options
    const reply = await subscribe({
      flow,
      uri,
      body,
      credentials,
      expiresSeconds: this.expiresSeconds,
      onRequest: (request) => {
        this.request = request
      },
      onNotify: ({ request, subscription }) => {
        if (turn === this.turn) this.begin(subscription)
        else subscription?.dispose()
        this.notified(request, turn)
      },
      onNotifyTimeout: () => {
        if (turn === this.turn) this.fail({ kind: 'lost' })
      }
    })
    if (turn === this.turn) this.replied(reply)
  }

  private async resubscribe(): Promise<void> {
    const { flow, turn, subscription } = this
    if (!flow || !subscription) return
    const { body, credentials } = this.options
    const { expiresSeconds } = this
    this.refreshing = true
    const reply = await resubscribe({ flow, subscription, body, credentials, expiresSeconds })
    if (turn !== this.turn) return
    this.refreshing = false
    this.replied(reply)
  }

  private replied(reply: Reply): void {
    if (reply.statusCode < 300) {
      this.scheduleRefresh(deltaSeconds(reply.header('expires')))
      return
    }
    const minSeconds = deltaSeconds(reply.header('min-expires'))
    if (reply.statusCode === 423 && minSeconds !== undefined && minSeconds > this.expiresSeconds) {
      this.expiresSeconds = minSeconds
      this.reset()
      this.queue(() => this.subscribe())
      return
    }
    this.fail(failureOfReply(reply, deltaSeconds(reply.header('retry-after'))))
  }

  private begin(subscription: Subscription | undefined): void {
    // With it go its message, its response and its transaction: most of what an extension would keep.
    this.request = undefined
    this.subscription = subscription
    this.activeSince = Date.now()
    if (!subscription) return
    const { turn } = this
    subscription.delegate = {
      onNotify: (request) => this.notified(request, turn),
      onTerminated: () => {
        // A refused refresh ends the dialog too, but its reply says more.
        if (turn === this.turn && !this.refreshing) this.fail({ kind: 'lost' })
      }
    }
    this.scheduleRefresh(undefined)
  }

  private notified(request: IncomingNotifyRequest, turn: number): void {
    request.accept()
    if (turn !== this.turn) return
    const { message } = request
    const state = parseSubscriptionState(message.getHeader('subscription-state') ?? '')
    if (message.body !== '') {
      this.pause.forgetRefusals()
      this.tell({
        type: 'notify',
        contentType: message.getHeader('content-type') ?? '',
        body: message.body
      })
    }
    if (state?.state === 'terminated') this.fail(failureOfTermination(state))
    else if (state?.expiresSeconds !== undefined) this.scheduleRefresh(state.expiresSeconds)
  }

  /** The PBX may only shorten what we asked for (RFC 6665 §4.2.1.1). */
  private scheduleRefresh(grantedSeconds: number | undefined): void {
    if (!this.subscription) return
    const seconds = Math.min(grantedSeconds || this.expiresSeconds, this.expiresSeconds)
    const delayMs = subscriptionRefreshMs(seconds, Math.random())
    clearTimeout(this.timer)
    this.timer = setTimeout(() => this.queue(() => this.resubscribe(), 'soon'), delayMs)
  }

  private fail(failure: SubscribeFailure): void {
    const lastedMs = this.subscription ? Date.now() - this.activeSince : 0
    const wasStable = lastedMs >= this.options.timers.stableMs
    if (wasStable) this.pause.forgetFailures()
    this.reset()
    if (failure.kind === 'final') return
    // A PBX that ends what it just granted would be asked in a loop.
    const atOnce = failure.kind === 'lost' && failure.atOnce && wasStable
    const pauseMs = atOnce ? (failure.retryAfterSeconds ?? 0) * 1_000 : this.pause.after(failure)
    this.timer = setTimeout(() => this.queue(() => this.subscribe()), pauseMs)
    if (failure.kind === 'lost') this.tellLost()
    else this.tell({ type: 'refused', ...failure.response })
  }

  private queue(step: () => Promise<void>, urgency: Urgency = 'in-turn'): void {
    this.leaveQueue()
    const next = () => {
      this.leaveQueue = inNoQueue
      void step()
    }
    this.leaveQueue = this.options.pace.add(next, urgency)
  }

  /** Ends the turn: its timer, its place in the queue, its dialog and its wait for a NOTIFY. */
  private reset(): void {
    this.turn += 1
    this.refreshing = false
    clearTimeout(this.timer)
    this.leaveQueue()
    this.request?.waitNotifyStop()
    this.request = undefined
    this.subscription?.dispose()
    this.subscription = undefined
  }

  private tellLost(): void {
    if (this.told === 'notify') this.tell({ type: 'lost' })
  }

  private tell(event: DialogSubscriptionEvent): void {
    this.told = event.type
    try {
      this.options.listener(event)
    } catch (error) {
      this.options.log.warn('a listener failed', { error: String(error) })
    }
  }
}
