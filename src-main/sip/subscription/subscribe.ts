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

/** What the NOTIFYs may carry: the dialogs of one extension, or those of a list of extensions (RFC 4662). */
export type SubscribedBody = 'dialog-info' | 'resource-list'

export interface SubscribeOptions {
  readonly flow: Flow
  readonly uri: URI
  readonly body: SubscribedBody
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

/** RFC 4662 §4.1, §4.2: a notifier sends a list only to those who say that they understand it. */
const acceptHeaders: Readonly<Record<SubscribedBody, readonly string[]>> = {
  'dialog-info': ['Accept: application/dialog-info+xml'],
  'resource-list': [
    'Supported: eventlist',
    'Accept: multipart/related, application/rlmi+xml, application/dialog-info+xml'
  ]
}

function subscribeHeaders(
  { flow, body, expiresSeconds }: Pick<SubscribeOptions, 'flow' | 'body' | 'expiresSeconds'>,
  authorization: readonly string[]
): string[] {
  return [
    'Event: dialog',
    `Expires: ${expiresSeconds}`,
    ...acceptHeaders[body],
    `Contact: ${flow.contact}`,
    ...capabilityHeaders,
    ...authorization
  ]
}
