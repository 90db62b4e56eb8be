import { mask, maskSecond } from './mask'
import { redactUris } from './redact-credentials'

/** Bodies that say what the PBX is doing, and no more. Every other one is masked whole: a text message is private. */
const openTypes =
  /^(?:application\/(?:dialog-info|rlmi|pidf|reginfo|conference-info|watcherinfo|media_control)\+xml|application\/simple-message-summary)$/

const deepestMultipart = 3

/** @param contentType - the value of Content-Type, if there is one */
export function redactBody(body: string, contentType: string | undefined, depth = 0): string {
  if (body === '') return body
  const type = mediaType(contentType, body)
  if (type === 'application/sdp') return redactSdp(body)
  if (type === 'application/dtmf-relay') return redactDigits(body)
  if (openTypes.test(type)) return redactXml(body)
  if (type.startsWith('multipart/') && depth < deepestMultipart)
    return redactMultipart(body, contentType ?? '', depth)
  return mask(body)
}

function mediaType(contentType: string | undefined, body: string): string {
  if (contentType === undefined) return /^v=0\r?\n/.test(body) ? 'application/sdp' : ''
  return (contentType.split(';')[0] ?? '').trim().toLowerCase()
}

/**
 * SDP without keys (RFC 8866 §5.12, RFC 4568 §9.1, RFC 4567, RFC 8839 §5.4). A fingerprint is public: it stays, and so
 * do tag and suite of `a=crypto`.
 */
function redactSdp(body: string): string {
  return body.replace(/[^\r\n]+/g, (line) => {
    const crypto = /^\s*a\s*=\s*crypto\s*:\s*\d{1,9}\s+(?:AES|AEAD|ARIA|SEED|F8)_\w{1,40}\s+/i.exec(
      line
    )
    if (crypto) return crypto[0] + redactKeyParameters(line.slice(crypto[0].length))
    const attribute = /^\s*a\s*=\s*([^\s:]+)/i.exec(line)
    if (attribute && /crypto|key|pwd|pass|secret|token/i.test(attribute[1] ?? ''))
      return attribute[0] + mask(line.slice(attribute[0].length))
    if (!/^[a-z]=/.test(line) || line.startsWith('k=') || /inline:/i.test(line))
      return line.slice(0, 2) + mask(line.slice(2))
    return redactUris(line)
  })
}

/** RFC 4568 §6.1: the method, and how long and by what name the key is used, are no secret. */
function redactKeyParameters(text: string): string {
  const parts = /^(inline:)([^|]*)((?:\|(?:2\^)?\d{1,12}(?::\d{1,3})?){0,2})$/i.exec(text)
  return parts ? `${parts[1] ?? ''}${mask(parts[2] ?? '')}${parts[3] ?? ''}` : mask(text)
}

function redactDigits(body: string): string {
  return body.replace(/[^\r\n]+/g, (line) => {
    if (/^\s*duration\s*=\s*\d{1,9}\s*$/i.test(line)) return line
    const label = /^\s*signal\s*=\s*/i.exec(line)?.[0] ?? ''
    return label + mask(line.slice(label.length))
  })
}

/** RFC 4235 §4.1.6.2: a dialog may be told with its session description, keys and all. */
function redactXml(body: string): string {
  const described = maskSecond(
    body,
    /(<(?:[\w.-]+:)?session-description\b)([^]*?)(?=<\/(?:[\w.-]+:)?session-description\b|$)/gi
  )
  return redactUris(maskSecond(described, /((?:inline|ice-pwd):)(\S+)/gi))
}

/** RFC 2046 §5.1: each part by its own type; what stands before, between and after the parts is masked. */
function redactMultipart(body: string, contentType: string, depth: number): string {
  const boundary = /;\s*boundary\s*=\s*(?:"([^"]+)"|([^\s;"]+))/i.exec(contentType)
  const delimiter = boundary && `--${boundary[1] ?? boundary[2] ?? ''}`
  if (!delimiter) return mask(body)
  const [preamble = '', ...parts] = body.split(delimiter)
  return [mask(preamble), ...parts.map((part) => redactPart(part, depth))].join(delimiter)
}

function redactPart(part: string, depth: number): string {
  const headEnd = part.indexOf('\r\n\r\n')
  if (headEnd < 0) return mask(part)
  const head = part.slice(0, headEnd)
  const type = /^content-type\s*:(.*)$/im.exec(head)?.[1]?.trim()
  const encoded = /^content-(?:transfer-)?encoding\s*:(?!\s*(?:7bit|8bit|binary)\s*$)/im.test(head)
  const content = part.slice(headEnd)
  const redacted =
    type === undefined || encoded ? mask(content) : redactBody(content, type, depth + 1)
  return redactUris(head) + redacted
}
