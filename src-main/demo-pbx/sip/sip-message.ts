/**
 * SIP messages as text (RFC 3261 §7, §25). Headers keep their order and spelling; names are compared without case and
 * by their long form, so `v` finds `Via`.
 */

export interface SipHeader {
  readonly name: string
  readonly value: string
}

interface SipMessageParts {
  readonly headers: readonly SipHeader[]
  /** UTF-8 text; the bodies of this product are SDP, dialog-info and DTMF relay */
  readonly body: string
}

export interface SipRequest extends SipMessageParts {
  readonly kind: 'request'
  readonly method: string
  readonly requestUri: string
}

export interface SipResponse extends SipMessageParts {
  readonly kind: 'response'
  readonly statusCode: number
  readonly reasonPhrase: string
}

export type SipMessage = SipRequest | SipResponse

/** RFC 3261 §7.3.3 and the later registrations a phone may use. */
const longNames: Readonly<Record<string, string>> = {
  a: 'accept-contact',
  b: 'referred-by',
  c: 'content-type',
  e: 'content-encoding',
  f: 'from',
  i: 'call-id',
  k: 'supported',
  l: 'content-length',
  m: 'contact',
  o: 'event',
  r: 'refer-to',
  s: 'subject',
  t: 'to',
  u: 'allow-events',
  v: 'via',
  x: 'session-expires'
}

const requestLine = /^([A-Za-z0-9\-.!%*_+`'~]+) (\S+) SIP\/2\.0$/
const statusLine = /^SIP\/2\.0 (\d{3})(?: (.*))?$/
const headerLine = /^([A-Za-z0-9\-.!%*_+`'~]+)[ \t]*:[ \t]*(.*)$/

/** The long form in lower case. */
export function canonicalHeaderName(name: string): string {
  const lower = name.toLowerCase()
  return longNames[lower] ?? lower
}

/** The first header of that name, in its long or compact form. */
export function headerOf(message: SipMessage, name: string): string | undefined {
  const wanted = canonicalHeaderName(name)
  return message.headers.find((header) => canonicalHeaderName(header.name) === wanted)?.value
}

/** Every header of that name, top first; comma-separated values stay together. */
export function headersOf(message: SipMessage, name: string): readonly string[] {
  const wanted = canonicalHeaderName(name)
  return message.headers
    .filter((header) => canonicalHeaderName(header.name) === wanted)
    .map(({ value }) => value)
}

/**
 * Parses one whole message.
 *
 * @returns undefined when it is no SIP message, or when its body is shorter than Content-Length says (RFC 3261 §18.3)
 */
export function parseSipMessage(text: string): SipMessage | undefined {
  const end = text.indexOf('\r\n\r\n')
  if (end < 0) return undefined
  // A line that begins with white space continues the one before (§7.3.1).
  const head = text.slice(0, end).replace(/\r\n[ \t]+/g, ' ')
  const [startLine = '', ...lines] = head.split('\r\n')

  const headers: SipHeader[] = []
  for (const line of lines) {
    const [, name, value] = headerLine.exec(line) ?? []
    if (name === undefined || value === undefined) return undefined
    headers.push({ name, value: value.trimEnd() })
  }
  const message = startMessage(startLine, headers)
  if (!message) return undefined
  const body = cutBody(text.slice(end + 4), headerOf(message, 'Content-Length'))
  return body === undefined ? undefined : { ...message, body }
}

/** Writes a message for the wire. Content-Length is always written anew, last. */
export function formatSipMessage(message: SipMessage): string {
  const first =
    message.kind === 'request'
      ? `${message.method} ${message.requestUri} SIP/2.0`
      : `SIP/2.0 ${message.statusCode} ${message.reasonPhrase}`
  const headers = message.headers
    .filter(({ name }) => canonicalHeaderName(name) !== 'content-length')
    .map(({ name, value }) => `${name}: ${value}`)
  const length = Buffer.byteLength(message.body)
  return [first, ...headers, `Content-Length: ${length}`, '', message.body].join('\r\n')
}

function startMessage(line: string, headers: readonly SipHeader[]): SipMessage | undefined {
  const [, statusCode, reasonPhrase = ''] = statusLine.exec(line) ?? []
  if (statusCode !== undefined) {
    return { kind: 'response', statusCode: Number(statusCode), reasonPhrase, headers, body: '' }
  }
  const [, method, requestUri] = requestLine.exec(line) ?? []
  if (method === undefined || requestUri === undefined) return undefined
  return { kind: 'request', method, requestUri, headers, body: '' }
}

function cutBody(rest: string, contentLength: string | undefined): string | undefined {
  if (contentLength === undefined) return rest
  if (!/^\d{1,9}$/.test(contentLength)) return undefined
  const bytes = Buffer.from(rest)
  const length = Number(contentLength)
  return bytes.length < length ? undefined : bytes.subarray(0, length).toString()
}
