import {
  IncomingRequestMessage,
  IncomingResponseMessage,
  NameAddrHeader,
  URI
} from 'sip.js/lib/core/index.js'
import { splitList } from '../message/header-field'
import { parseNameAddr } from '../message/name-addr'
import { hostPort, uriHost, type SipUri } from '../message/sip-uri'
import { headerValue, type SipMessage } from '../message/sip-message'
import { parseEvent, parseSubscriptionState } from '../message/event'
import { stampReceived, type TransportAddress } from '../message/via'

/**
 * Our messages as sip.js's core wants them. Its own parser is not used: it takes 2 ms for a NOTIFY, and drops a whole
 * message for a `tel:` URI, an unquoted name or an underscore in a host name.
 */
type IncomingMessage = IncomingRequestMessage | IncomingResponseMessage

/**
 * Stands for a tag that the other side does not send, because it is as old as RFC 2543; RFC 3261 §12.1.2 has us live with
 * that. sip.js drops such messages. It never leaves: see `withoutAbsentTag`.
 */
const absentTag = 'coachline-absent'

/** A message of sip.js as the other side knows its own side of the dialog. */
export function withoutAbsentTag(text: string): string {
  return text.includes(absentTag) ? text.replaceAll(`;tag=${absentTag}`, '') : text
}

/** Header fields whose values are lists; sip.js wants one entry for each. */
const listHeaders = new Set(['via', 'contact', 'record-route', 'route'])

export function sipjsRequest(
  message: SipMessage,
  source: TransportAddress,
  contact: URI
): IncomingRequestMessage {
  const request = new IncomingRequestMessage()
  fill(request, message, source)
  if (message.toTag !== undefined) request.fromTag ||= absentTag
  const [topVia] = request.getHeaders('via')
  const entry = request.headers['Via']?.[0]
  if (entry && topVia !== undefined) entry.raw = stampReceived(topVia, source)
  // sip.js answers 404 unless the user is exactly ours. What reached this flow's own port is for us (RFC 3261 §8.2.2.1).
  Object.assign(request, { ruri: contact.clone() })
  return request
}

export function sipjsResponse(
  message: SipMessage,
  source: TransportAddress
): IncomingResponseMessage {
  const response = new IncomingResponseMessage()
  if (message.startLine.kind === 'response') {
    response.statusCode = message.startLine.statusCode
    response.reasonPhrase = message.startLine.reasonPhrase
  }
  fill(response, message, source)
  if (message.method === 'INVITE' && (response.statusCode ?? 0) > 100) response.toTag ||= absentTag
  return response
}

function fill(target: IncomingMessage, message: SipMessage, source: TransportAddress): void {
  const { topVia } = message
  target.method = message.method
  target.viaBranch = message.branch
  target.via = { host: topVia.host, port: topVia.port ?? 5060 }
  target.callId = message.callId
  target.cseq = message.cseqNumber
  target.fromTag = message.fromTag ?? ''
  target.toTag = message.toTag ?? ''
  target.body = message.body
  for (const { name, value } of message.headers) {
    const values = listHeaders.has(name) ? splitList(value, ',') : [value]
    for (const one of values) target.addHeader(name, one)
  }

  target.from = nameAddrHeader(headerValue(message.headers, 'from') ?? '', source)
  target.to = nameAddrHeader(headerValue(message.headers, 'to') ?? '', source)
  setParsed(target, 'To', [target.to])
  setParsed(target, 'Contact', contacts(target, message.method, source))
  parseBodyHeaders(target)
  const event = target.getHeader('event')
  if (event !== undefined) setParsed(target, 'Event', [{ event: parseEvent(event) }])
  const state = target.getHeader('subscription-state')
  const parsedState = state === undefined ? undefined : parseSubscriptionState(state)
  setParsed(target, 'Subscription-State', parsedState ? [subscriptionState(parsedState)] : [])
  // We answer challenges ourselves; sip.js only looks whether there is one.
  for (const name of ['WWW-Authenticate', 'Proxy-Authenticate'])
    setParsed(
      target,
      name,
      target.getHeaders(name).map(() => ({}))
    )
}

function subscriptionState({ state, expiresSeconds }: { state: string; expiresSeconds?: number }) {
  return { state, ...(expiresSeconds === undefined ? {} : { expires: expiresSeconds }) }
}

/**
 * The Contact values with a `sip:` URI. A message that makes a dialog but has none (it must, RFC 3261 §12.1.1, but some
 * 18x do not) gets the address it came from: sip.js would drop it without a word.
 */
function contacts(
  target: IncomingMessage,
  method: string,
  source: TransportAddress
): readonly NameAddrHeader[] {
  const usable = target.getHeaders('contact').filter((value) => parseNameAddr(value).uri)
  delete target.headers['Contact']
  if (usable.length === 0 && (method === 'INVITE' || method === 'NOTIFY'))
    usable.push(`<sip:${hostPort(source)}>`)
  for (const value of usable) target.addHeader('contact', value)
  return usable.map((value) => nameAddrHeader(value, source))
}

function parseBodyHeaders(target: IncomingMessage): void {
  if (target.body === '') return
  if (!target.hasHeader('content-type'))
    target.addHeader(
      'content-type',
      target.body.startsWith('v=') ? 'application/sdp' : 'application/octet-stream'
    )
  setParsed(target, 'Content-Type', [mediaType(target.getHeader('content-type') ?? '')])
  const disposition = target.getHeader('content-disposition')
  if (disposition !== undefined)
    setParsed(target, 'Content-Disposition', [{ type: mediaType(disposition) }])
}

/** The value without its parameters: sip.js compares it as a whole. */
function mediaType(value: string): string {
  return (value.split(';')[0] ?? '').trim().toLowerCase()
}

function setParsed(target: IncomingMessage, name: string, parsed: readonly unknown[]): void {
  target.headers[name]?.forEach((entry, index) => {
    entry.parsed = parsed[index]
  })
}

function nameAddrHeader(value: string, source: TransportAddress): NameAddrHeader {
  const { uri, displayName, parameters } = parseNameAddr(value)
  const known = [...parameters].map(([name, content]): [string, string] => [name, content ?? ''])
  return new NameAddrHeader(
    uri ? sipjsUri(uri) : new URI('sip', '', uriHost(source.host)),
    displayName,
    Object.fromEntries(known)
  )
}

/** @throws nothing: sip.js decodes the user when it writes the URI, so what cannot be decoded is escaped before */
export function sipjsUri({ scheme, user, host, port, parameters }: SipUri): URI {
  const writable = [...parameters].filter(([name, value]) => !unwritable.test(name + (value ?? '')))
  return new URI(scheme, decodable(user ?? ''), host, port, Object.fromEntries(writable))
}

/** What would end the Request-URI, or the angle brackets around it (RFC 3261 §25.1, paramchar). */
const unwritable = /[\s\p{Cc}<>"]/u

function decodable(user: string): string {
  try {
    decodeURIComponent(user)
    return user
  } catch {
    return user.replaceAll('%', '%25')
  }
}
