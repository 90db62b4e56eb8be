import { randomBytes } from 'node:crypto'
import {
  ClientTransaction,
  Dialog,
  InviteClientTransaction,
  InviteServerTransaction,
  NameAddrHeader,
  NonInviteClientTransaction,
  NonInviteServerTransaction,
  SubscribeUserAgentClient,
  SubscriptionDialog,
  Timers,
  type DialogState,
  type IncomingResponseMessage
} from 'sip.js/lib/core/index.js'
import type { SipTimers } from '../sip-timers'
import { teachUpdate } from './sipjs-update'

/** RFC 3261 §17, T4: how long a message may stay in the network. */
const t4Ms = 5_000
/** RFC 3261 §17.1.1.2: Timer D is at least this on UDP. */
const timerDMs = 32_000

/**
 * sip.js was made for WebSocket: the timers that soak up repeated messages are 0. One table serves the whole process;
 * on a stream the longer waits only cost a little memory.
 */
export function setTransactionTimers({ t1Ms, t2Ms }: Pick<SipTimers, 't1Ms' | 't2Ms'>): void {
  const lifetimeMs = 64 * t1Ms
  Object.assign(Timers, {
    T1: t1Ms,
    T2: t2Ms,
    T4: t4Ms,
    TIMER_B: lifetimeMs,
    TIMER_D: timerDMs,
    TIMER_F: lifetimeMs,
    TIMER_H: lifetimeMs,
    TIMER_I: t4Ms,
    TIMER_J: lifetimeMs,
    TIMER_K: t4Ms,
    TIMER_L: lifetimeMs,
    TIMER_M: lifetimeMs,
    TIMER_N: lifetimeMs
  } satisfies Partial<typeof Timers>)
}

/** Every method that sip.js calls from a timer, where an exception would end the main process. */
const timerMethods: readonly (readonly [{ prototype: object }, readonly string[]])[] = [
  [InviteClientTransaction, ['timerB', 'timerD', 'timerM']],
  [NonInviteClientTransaction, ['timerF', 'timerK']],
  [InviteServerTransaction, ['timerH', 'timerI', 'timerL', 'retransmitAcceptedResponse']],
  [NonInviteServerTransaction, ['timerJ']],
  [SubscribeUserAgentClient, ['timerN']],
  [SubscriptionDialog, ['timerN']]
]

interface WithLogger {
  readonly logger: { error(text: string): void }
}

let repaired = false

/** Repairs sip.js once for the process. */
export function repairSipjs(): void {
  if (repaired) return
  repaired = true
  for (const [{ prototype }, names] of timerMethods) {
    for (const name of names) guardMethod(prototype, name)
  }
  takeTargetFromAnswer()
  acknowledgeRefusalsOnTheWholeRoute()
  teachUpdate()
  // RFC 3261 §8.1.1.7: sip.js draws from ten million branches: with a few hundred subscriptions under way, two would be the same.
  Object.defineProperty(ClientTransaction, 'makeId', { value: branchOf })
}

/**
 * RFC 3261 §13.2.2.4, §12.2.1.2: a 2xx replaces the route set and the target that a 1xx gave the dialog. sip.js forgets
 * the target, and sends ACK and BYE to where the phone only rang.
 */
function takeTargetFromAnswer(): void {
  const original: unknown = Reflect.get(Dialog.prototype, 'recomputeRouteSet')
  if (typeof original !== 'function') throw new Error('sip.js has no recomputeRouteSet any more')
  Reflect.set(
    Dialog.prototype,
    'recomputeRouteSet',
    function recompute(this: { dialogState: DialogState }, answer: IncomingResponseMessage) {
      Reflect.apply(original, this, [answer])
      const contact: unknown = answer.parseHeader('contact')
      if (contact instanceof NameAddrHeader) this.dialogState.remoteTarget = contact.uri
    }
  )
}

/** RFC 3261 §17.1.1.3: the ACK of a refused INVITE has all its Route values; sip.js gives it the first. */
function acknowledgeRefusalsOnTheWholeRoute(): void {
  const { prototype } = InviteClientTransaction
  const original: unknown = Reflect.get(prototype, 'ack')
  if (typeof original !== 'function') throw new Error('sip.js has no ack any more')
  Reflect.set(
    prototype,
    'ack',
    function ack(this: InviteClientTransaction, refusal: IncomingResponseMessage) {
      const { request } = this
      const route = request.getHeaders('route').join(', ')
      // Its ACK is made of what the request says when it is asked.
      const asked = Object.create(request, {
        getHeader: {
          value: (name: string) => (name === 'route' ? route : request.getHeader(name))
        }
      }) as unknown
      const transaction = Object.create(this, { request: { value: asked } }) as unknown
      Reflect.apply(original, transaction, [refusal])
    }
  )
}

function branchOf(request: { method: string; branch?: string }): string {
  // A CANCEL has the branch of its INVITE (RFC 3261 §9.1).
  if (request.method === 'CANCEL' && request.branch) return request.branch
  return `z9hG4bK${randomBytes(12).toString('hex')}`
}

function guardMethod(prototype: object, name: string): void {
  const original: unknown = Reflect.get(prototype, name)
  if (typeof original !== 'function') throw new Error(`sip.js has no ${name} any more`)
  Reflect.set(prototype, name, function guarded(this: WithLogger) {
    try {
      Reflect.apply(original, this, [])
    } catch (error) {
      this.logger.error(`${name} failed: ${String(error)}`)
    }
  })
}
