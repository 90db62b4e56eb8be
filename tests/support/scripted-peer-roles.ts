import type { Account } from '@contract/settings/customer'
import type { ScriptedPeer } from './scripted-peer'
import {
  answersChallenge,
  challengeValue,
  type PeerChallenge,
  type PeerMessage
} from './scripted-peer-message'

export const manager = { username: 'adam', password: 'secret "1"' } as const

/** An account on a scripted peer. */
export function accountOn(peer: ScriptedPeer, transport: Account['transport']): Account {
  return {
    user: manager.username,
    displayName: 'Adam "A" Müller',
    domain: 'pbx.example',
    outboundProxy: { host: peer.host, port: peer.port },
    transport,
    dtmfMethod: 'auto',
    registrationSeconds: 300
  }
}

/** Accepts every REGISTER; says in the Contact for how long. */
export function acceptRegistrations(peer: ScriptedPeer, expiresSeconds = 300): void {
  peer.on('REGISTER', (request) => {
    acceptRegister(peer, request, expiresSeconds)
  })
}

export function acceptRegister(
  peer: ScriptedPeer,
  request: PeerMessage,
  expiresSeconds = 300
): void {
  const seconds = request.header('expires') === '0' ? 0 : expiresSeconds
  const contacts = seconds === 0 ? [] : [`Contact: <${request.contactUri}>;expires=${seconds}`]
  peer.respond(request, '200 OK', { headers: contacts })
}

/** True when the request answers the challenge with the manager's password. */
export function isAuthorized(
  request: PeerMessage,
  challenge: PeerChallenge,
  header: 'authorization' | 'proxy-authorization' = 'authorization'
): boolean {
  return request
    .all(header)
    .some((value) =>
      answersChallenge(value, request.method, request.requestUri, challenge, manager)
    )
}

/** Lets a handler see only requests with the right password, and challenges the others. */
export function challenging(
  peer: ScriptedPeer,
  challenge: PeerChallenge,
  handler: (request: PeerMessage) => void
): (request: PeerMessage) => void {
  return (request) => {
    if (isAuthorized(request, challenge)) handler(request)
    else
      peer.respond(request, '401 Unauthorized', {
        headers: [`WWW-Authenticate: ${challengeValue(challenge)}`]
      })
  }
}

export const answerSdp = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nm=audio 4000 RTP/AVP 8\r\n'

/** Answers every INVITE at once, and BYE. */
export function answerCalls(peer: ScriptedPeer): void {
  peer
    .on('INVITE', (request) => answerCall(peer, request))
    .on('BYE', (request) => peer.respond(request, '200 OK'))
    .on('OPTIONS', (request) => peer.respond(request, '200 OK'))
    .on('ACK', () => {})
}

export function answerCall(
  peer: ScriptedPeer,
  request: PeerMessage,
  toTag = 'peer',
  contact = peer.contact
): void {
  peer.respond(request, '200 OK', {
    headers: [`Contact: ${contact}`],
    contentType: 'application/sdp',
    body: answerSdp,
    toTag
  })
}

/** A request of the peer within the dialog that a request of ours began. */
export function inDialogRequest(
  peer: ScriptedPeer,
  first: PeerMessage,
  method: string,
  cseq: number,
  {
    headers = [],
    body = '',
    toTag = 'peer'
  }: { headers?: string[]; body?: string; toTag?: string } = {}
): string {
  return [
    `${method} ${first.contactUri} SIP/2.0`,
    peer.via(),
    'Max-Forwards: 70',
    `From: ${first.header('to')};tag=${toTag}`,
    `To: ${first.header('from')}`,
    `Call-ID: ${first.header('call-id')}`,
    `CSeq: ${cseq} ${method}`,
    `Contact: ${peer.contact}`,
    ...headers,
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body
  ].join('\r\n')
}

export const idleBody = (extension: string, version = 0): string =>
  `<?xml version="1.0"?><dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="sip:${extension}@pbx.example"/>`

/** Accepts every SUBSCRIBE and sends the first NOTIFY. */
export function acceptSubscriptions(peer: ScriptedPeer, expiresSeconds = 300): void {
  peer.on('SUBSCRIBE', (request) => acceptSubscribe(peer, request, expiresSeconds))
}

export function acceptSubscribe(
  peer: ScriptedPeer,
  request: PeerMessage,
  expiresSeconds = 300
): void {
  const seconds = Math.min(Number(request.header('expires')), expiresSeconds)
  peer.respond(request, '200 OK', {
    headers: [`Expires: ${seconds}`, `Contact: ${peer.contact}`]
  })
  const state = seconds === 0 ? 'terminated;reason=timeout' : `active;expires=${seconds}`
  void notify(peer, request, state, request.cseq)
}

export function notify(
  peer: ScriptedPeer,
  subscribe: PeerMessage,
  state: string,
  cseq: number,
  body = idleBody('744', cseq)
): Promise<PeerMessage> {
  const headers = [
    'Event: dialog',
    `Subscription-State: ${state}`,
    ...(body === '' ? [] : ['Content-Type: application/dialog-info+xml'])
  ]
  // Within the dialog, To has our tag already.
  const toTag = subscribe.parameter('to', 'tag') ?? 'peer'
  const text = inDialogRequest(peer, subscribe, 'NOTIFY', cseq, { headers, body, toTag })
  return peer.request(text.replace(/;tag=peer;tag=peer/, ';tag=peer'), subscribe.source)
}
