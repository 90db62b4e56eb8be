/** A part of a multipart body (RFC 2046 §5.1). */
export interface BodyPart {
  /** without parameters, in small letters */
  readonly contentType: string
  /** without the angle brackets; an empty string where there is none */
  readonly contentId: string
  readonly body: string
}

const maxLength = 4 * 1024 * 1024
const maxParts = 10_000
const maxHeadLength = 4 * 1024

/**
 * Cuts a multipart body into its parts. Lines may end with LF alone, and the closing delimiter may be missing; what
 * stands before the first part and after the last one is left out (RFC 2046 §5.1.1).
 *
 * @returns undefined when the type names no boundary, or the body has no parts or too many
 */
export function parseMultipart(contentType: string, body: string): readonly BodyPart[] | undefined {
  const boundary = parameter(contentType, 'boundary')
  if (!boundary || boundary.length > 70 || body.length > maxLength) return undefined
  const delimiter = `--${boundary}`
  const parts: BodyPart[] = []
  let start = nextDelimiter(body, delimiter, 0)
  while (start) {
    if (start.closes) break
    const end = nextDelimiter(body, delimiter, start.end)
    const part = parsePart(body.slice(start.end, end?.begin ?? body.length))
    if (part) parts.push(part)
    if (parts.length > maxParts) return undefined
    start = end
  }
  return parts.length > 0 ? parts : undefined
}

/** A media type without its parameters, in small letters. */
export function mediaType(contentType: string): string {
  return (contentType.split(';', 1)[0] ?? '').trim().toLowerCase()
}

/** A parameter of a media type, with or without quotes. */
export function parameter(contentType: string, name: string): string | undefined {
  const found = new RegExp(`;\\s*${name}\\s*=\\s*(?:"([^"]*)"|([^;\\s]+))`, 'i').exec(contentType)
  return found?.[1] ?? found?.[2]
}

interface Delimiter {
  /** where the part before it ends; the line end belongs to the delimiter */
  readonly begin: number
  /** where the part after it begins */
  readonly end: number
  /** it is the last one */
  readonly closes: boolean
}

/** The next line that begins with the delimiter. */
function nextDelimiter(body: string, delimiter: string, from: number): Delimiter | undefined {
  for (let at = body.indexOf(delimiter, from); at !== -1; at = body.indexOf(delimiter, at + 1)) {
    if (at > 0 && body[at - 1] !== '\n') continue
    const after = at + delimiter.length
    const closes = body.startsWith('--', after)
    const lineEnd = body.indexOf('\n', after)
    const rest = body.slice(closes ? after + 2 : after, lineEnd === -1 ? body.length : lineEnd)
    // Another boundary may begin with this one.
    if (rest.trim() !== '') continue
    const crlf = at > 1 && body[at - 2] === '\r'
    const begin = Math.max(from, crlf ? at - 2 : at - 1)
    return { begin, end: lineEnd === -1 ? body.length : lineEnd + 1, closes }
  }
  return undefined
}

function parsePart(text: string): BodyPart | undefined {
  const head = /^(?:\r?\n|[\s\S]*?\r?\n\r?\n)/.exec(text.slice(0, maxHeadLength))?.[0]
  if (head === undefined) return undefined
  const field = (name: string) =>
    new RegExp(`^${name}[ \\t]*:[ \\t]*(.*?)\\r?$`, 'im').exec(head)?.[1] ?? ''
  return {
    contentType: mediaType(field('Content-Type')),
    contentId: bareContentId(field('Content-ID')),
    body: text.slice(head.length)
  }
}

/** `<id@host>`, `cid:id@host` and `id@host` are the same. */
export function bareContentId(value: string): string {
  return value.trim().replace(/^cid:/i, '').replace(/^<|>$/g, '')
}
