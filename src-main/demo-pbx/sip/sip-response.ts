import {
  headerOf,
  headersOf,
  type SipHeader,
  type SipRequest,
  type SipResponse
} from './sip-message'
import { parseVia, splitOutside, tagOf } from './header-values'
import type { Flow } from './sip-transport'

export const serverName = 'Coachline demo PBX'

/** What a handler says; the rest of a response follows from its request. */
export interface Answer {
  readonly statusCode: number
  readonly headers?: readonly SipHeader[]
  readonly body?: { readonly type: string; readonly text: string }
}

const reasonPhrases: Readonly<Record<number, string>> = {
  100: 'Trying',
  180: 'Ringing',
  200: 'OK',
  202: 'Accepted',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  406: 'Not Acceptable',
  407: 'Proxy Authentication Required',
  415: 'Unsupported Media Type',
  416: 'Unsupported URI Scheme',
  420: 'Bad Extension',
  421: 'Extension Required',
  423: 'Interval Too Brief',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  486: 'Busy Here',
  487: 'Request Terminated',
  488: 'Not Acceptable Here',
  489: 'Bad Event',
  491: 'Request Pending',
  500: 'Server Internal Error'
}

/**
 * A response as a UAS makes it (RFC 3261 §8.2.6): Via, From, To, Call-ID and CSeq of the request, with what the topmost
 * Via must learn about where the request came from (RFC 3581 §4).
 */
export function responseTo(
  request: SipRequest,
  flow: Flow,
  toTag: string,
  { statusCode, headers = [], body }: Answer
): SipResponse {
  const to = headerOf(request, 'To') ?? ''
  const tagged = statusCode === 100 || tagOf(to) !== '' ? to : `${to};tag=${toTag}`
  return {
    kind: 'response',
    statusCode,
    reasonPhrase: reasonPhrases[statusCode] ?? 'Unknown',
    headers: [
      ...viasOf(request, flow),
      { name: 'From', value: headerOf(request, 'From') ?? '' },
      { name: 'To', value: tagged },
      { name: 'Call-ID', value: headerOf(request, 'Call-ID') ?? '' },
      { name: 'CSeq', value: headerOf(request, 'CSeq') ?? '' },
      // RFC 3261 §12.1.1: the dialog's route set is copied to the one who made it.
      ...headersOf(request, 'Record-Route').map((value) => ({ name: 'Record-Route', value })),
      { name: 'Server', value: serverName },
      ...headers,
      ...(body ? [{ name: 'Content-Type', value: body.type }] : [])
    ],
    body: body?.text ?? ''
  }
}

/** The port that a response goes to over UDP: RFC 3581 `rport`, else the one that the Via names (RFC 3261 §18.2.2). */
export function replyPort(request: SipRequest, flow: Flow): number {
  const via = parseVia(headerOf(request, 'Via') ?? '')
  return via && !via.parameters.has('rport') ? (via.port ?? 5060) : flow.remotePort
}

function viasOf(request: SipRequest, flow: Flow): readonly SipHeader[] {
  const values = headersOf(request, 'Via').flatMap((value) => splitOutside(value, ','))
  return values.map((value, index) => ({
    name: 'Via',
    value: index === 0 ? withSource(value, flow) : value
  }))
}

function withSource(via: string, { remoteAddress, remotePort }: Flow): string {
  const [sent = '', ...parameters] = splitOutside(via, ';')
  const kept = parameters.filter((parameter) => !/^received\b/i.test(parameter))
  const filled = kept.map((parameter) =>
    /^rport$/i.test(parameter) ? `rport=${remotePort}` : parameter
  )
  return [sent, ...filled, `received=${remoteAddress}`].join(';')
}
