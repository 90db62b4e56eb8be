/** Long names of the compact forms that may arrive (RFC 3261 §7.3.3, RFC 6665 §8.2.1, RFC 3515, RFC 3892, RFC 4028). */
const longNames: ReadonlyMap<string, string> = new Map(
  Object.entries({
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
  })
)

/** One header field; `name` is the long form in lower case, `value` is unfolded and trimmed. */
export interface HeaderField {
  readonly name: string
  readonly value: string
}

/**
 * Reads the lines after the start line. A line without a name is skipped: one bad header must not cost the message. A
 * bare CR or LF becomes a space, so that what we repeat of a value is never a line of ours.
 */
export function parseHeaderFields(lines: readonly string[]): readonly HeaderField[] {
  const fields: HeaderField[] = []
  for (const line of unfold(lines)) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).trim().toLowerCase()
    if (colon < 1 || /\s/.test(name)) continue
    const value = line
      .slice(colon + 1)
      .replace(/[\r\n]+/g, ' ')
      .trim()
    fields.push({ name: longNames.get(name) ?? name, value })
  }
  return fields
}

/** RFC 3261 §7.3.1: a line that begins with white space continues the one before. */
function unfold(lines: readonly string[]): readonly string[] {
  const unfolded: string[] = []
  for (const line of lines) {
    const previous = /^[ 	]/.test(line) ? unfolded.pop() : undefined
    unfolded.push(previous === undefined ? line : `${previous} ${line.trim()}`)
  }
  return unfolded
}

/** Splits at a separator that stands neither in a quoted string nor between angle brackets. */
export function splitList(text: string, separator: ',' | ';'): readonly string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  let bracketed = false
  for (let at = 0; at < text.length; at++) {
    const char = text[at]
    if (quoted) {
      if (char === '\\') at++
      else if (char === '"') quoted = false
    } else if (char === '"') quoted = true
    else if (char === '<') bracketed = true
    else if (char === '>') bracketed = false
    else if (char === separator && !bracketed) {
      parts.push(text.slice(start, at))
      start = at + 1
    }
  }
  parts.push(text.slice(start))
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** Parameters by lower-case name; null for one that has no value. */
export type Parameters = ReadonlyMap<string, string | null>

/** Reads `name=value` pairs, e.g. `;tag=1;lr` or `realm="a", qop="auth"`. The first of a name counts. */
export function parseParameters(text: string, separator: ',' | ';' = ';'): Parameters {
  const parameters = new Map<string, string | null>()
  for (const part of splitList(text, separator)) {
    const equals = part.indexOf('=')
    const name = (equals < 0 ? part : part.slice(0, equals)).trim().toLowerCase()
    if (name === '' || parameters.has(name)) continue
    parameters.set(name, equals < 0 ? null : unquote(part.slice(equals + 1).trim()))
  }
  return parameters
}

/** RFC 3261 §25.1: the content of a quoted-string; any other text as it is. */
export function unquote(text: string): string {
  if (text.length < 2 || !text.startsWith('"') || !text.endsWith('"')) return text
  return text.slice(1, -1).replace(/\\(.)/g, '$1')
}

/** Escapes a text for the inside of a quoted-string. */
export function escapeQuoted(text: string): string {
  return text.replace(/[\\"]/g, '\\$&')
}
