import {
  SubscriptionDialog,
  type IncomingRequestWithSubscription,
  type OutgoingSubscribeRequest,
  type Subscription,
  type URI
} from 'sip.js/lib/core/index.js'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { newRequestIdentity } from '../flow/request-identity'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { transact } from '../flow/transact'

/** Nonces of SUBSCRIBEs are shared: the second of a thousand needs no challenge any more. */
const sharedNonces = 'SUBSCRIBE'

export interface SubscribeOptions {
  readonly flow: Flow
  readonly uri: URI
  readonly credentials: Credentials
  readonly expiresSeconds: number
}

/** The first SUBSCRIBE of a subscription to the dialog package (RFC 6665 §4.1.2.1, RFC 4235 §3). */
export function subscribe(
  options: SubscribeOptions & {
    /** the NOTIFY that makes the dialog; it may come before the 2xx */
    readonly onNotify: (notification: IncomingRequestWithSubscription) => void
    /** Timer N: a 2xx, but no NOTIFY in 64*T1 */
    readonly onNotifyTimeout: () => void
    /** each attempt, so that its wait for a NOTIFY can be ended */
    readonly onRequest: (request: OutgoingSubscribeRequest) => void
  }
): Promise<Reply> {
  const { flow, uri, credentials, onNotify, onNotifyTimeout, onRequest } = options
  const identity = newRequestIdentity()
  return transact({
    flow,
    authorization: credentials.authorize('SUBSCRIBE', uri.toRaw(), sharedNonces),
    send: (authorization, delegate) => {
      const headers = subscribeHeaders(options, authorization)
      const message = flow.request('SUBSCRIBE', uri, identity, headers)
      onRequest(flow.core.subscribe(message, { ...delegate, onNotify, onNotifyTimeout }))
    }
  })
}

/** A refresh, or with `expiresSeconds: 0` the end of the subscription (RFC 6665 §4.1.2.2, §4.1.2.3). */
export function resubscribe(
  options: Omit<SubscribeOptions, 'uri'> & { readonly subscription: Subscription }
): Promise<Reply> {
  const { flow, subscription, credentials } = options
  const target = subscription instanceof SubscriptionDialog ? subscription.remoteTarget.toRaw() : ''
  return transact({
    flow,
    authorization: credentials.authorize('SUBSCRIBE', target, sharedNonces),
    send: (authorization, delegate) =>
      subscription.subscribe(delegate, { extraHeaders: subscribeHeaders(options, authorization) })
  })
}

function subscribeHeaders(
  { flow, expiresSeconds }: Pick<SubscribeOptions, 'flow' | 'expiresSeconds'>,
  authorization: readonly string[]
): string[] {
  return [
    'Event: dialog',
    `Expires: ${expiresSeconds}`,
    'Accept: application/dialog-info+xml',
    `Contact: ${flow.contact}`,
    ...capabilityHeaders,
    ...authorization
  ]
}
