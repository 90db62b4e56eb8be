import { parseHeaderFields, splitList, type HeaderField } from './header-field'
import { tagOf } from './name-addr'
import { parseVia, type Via } from './via'

/**
 * A SIP message as it is on the wire (RFC 3261 §7), read leniently: what one PBX or another gets wrong in headers that
 * nobody needs must not cost the message.
 */
export interface SipMessage {
  readonly startLine: StartLine
  readonly headers: readonly HeaderField[]
  /** method of the request, also in a response (from CSeq) */
  readonly method: string
  readonly topVia: Via
  readonly branch: string
  readonly callId: string
  readonly cseqNumber: number
  readonly fromTag: string | undefined
  readonly toTag: string | undefined
  readonly body: string
  /** true when the body is shorter than Content-Length says: a datagram that was cut */
  readonly truncated: boolean
}

export type StartLine =
  | { readonly kind: 'request'; readonly requestUri: string }
  | { readonly kind: 'response'; readonly statusCode: number; readonly reasonPhrase: string }

const requestLine = /^([A-Za-z0-9\-.!%*_+`'~]+) (\S.*) SIP\/2\.0$/i
const statusLine = /^SIP\/2\.0 ([1-6]\d\d)(?: (.*))?$/i
const blankLine = Buffer.from('\r\n\r\n')

/** @returns undefined when it is no SIP message, or lacks what RFC 3261 §8.1.1 says every message has */
export function parseSipMessage(data: Uint8Array | string): SipMessage | undefined {
  const bytes = typeof data === 'string' ? Buffer.from(data) : Buffer.from(data)
  const start = skipLeadingLineEnds(bytes)
  const headEnd = bytes.indexOf(blankLine, start)
  if (headEnd < 0) return undefined
  const [first = '', ...lines] = bytes.toString('utf8', start, headEnd).split('\r\n')
  const headers = parseHeaderFields(lines)

  const request = requestLine.exec(first)
  const response = request ? null : statusLine.exec(first)
  const startLine: StartLine | undefined = request
    ? { kind: 'request', requestUri: request[2] ?? '' }
    : response
      ? {
          kind: 'response',
          statusCode: Number(response[1]),
          reasonPhrase: (response[2] ?? '').trim()
        }
      : undefined

  const topVia = parseVia(headerValues(headers, 'via')[0] ?? '')
  const cseq = /^(\d{1,10})\s+(\S+)$/.exec(headerValue(headers, 'cseq') ?? '')
  const callId = headerValue(headers, 'call-id')
  const from = headerValue(headers, 'from')
  const to = headerValue(headers, 'to')
  const branch = topVia?.parameters.get('branch')
  if (!startLine || !topVia || !branch || !cseq || !callId) return undefined
  if (from === undefined || to === undefined) return undefined
  if (request && request[1] !== cseq[2]) return undefined
  if (identity.some((name) => contradictsItself(headers, name))) return undefined

  const body = bytes.subarray(headEnd + blankLine.length)
  const length = contentLength(headers) ?? body.length
  return {
    startLine,
    headers,
    method: cseq[2] ?? '',
    topVia,
    branch,
    callId,
    cseqNumber: Number(cseq[1]),
    fromTag: tagOf(from),
    toTag: tagOf(to),
    body: body.toString('utf8', 0, length),
    truncated: length > body.length
  }
}

/** What says which message this is and where it ends. */
const identity = ['call-id', 'cseq', 'from', 'to', 'content-length'] as const

/** RFC 4475 §3.3.8, §3.3.9: of two different values, nobody can say which is meant. */
function contradictsItself(headers: readonly HeaderField[], name: string): boolean {
  return new Set(headers.flatMap((field) => (field.name === name ? [field.value] : []))).size > 1
}

/** RFC 3261 §7.5: line ends before the start line are ignored. */
function skipLeadingLineEnds(bytes: Buffer): number {
  let start = 0
  while (bytes[start] === 13 || bytes[start] === 10) start++
  return start
}

/** The first value of a header field, whole. */
export function headerValue(headers: readonly HeaderField[], name: string): string | undefined {
  return headers.find((field) => field.name === name)?.value
}

/** Every value of a header field that is a comma-separated list, e.g. Via, Contact or Record-Route. */
export function headerValues(headers: readonly HeaderField[], name: string): readonly string[] {
  return headers
    .filter((field) => field.name === name)
    .flatMap((field) => splitList(field.value, ','))
}

/** @returns undefined when it is missing, no number, or two numbers */
export function contentLength(headers: readonly HeaderField[]): number | undefined {
  if (contradictsItself(headers, 'content-length')) return undefined
  const value = headerValue(headers, 'content-length')
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined
}
