/** The inside of header values: lists, parameters, addresses and URIs (RFC 3261 §20, §25). */

export type Parameters = ReadonlyMap<string, string>

/** A `name-addr` or `addr-spec` with the header's parameters. */
export interface Address {
  readonly displayName: string
  readonly uri: string
  readonly parameters: Parameters
}

export interface Via {
  readonly transport: string
  readonly host: string
  readonly port: number | undefined
  readonly parameters: Parameters
}

export interface CSeq {
  readonly number: number
  readonly method: string
}

/** Splits at a separator that stands outside quotes and angle brackets. */
export function splitOutside(text: string, separator: ',' | ';'): readonly string[] {
  const parts: string[] = []
  let start = 0
  let quoted = false
  let bracketed = false
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (quoted && char === '\\') at += 1
    else if (char === '"') quoted = !quoted
    else if (!quoted && char === '<') bracketed = true
    else if (!quoted && char === '>') bracketed = false
    else if (!quoted && !bracketed && char === separator) {
      parts.push(text.slice(start, at).trim())
      start = at + 1
    }
  }
  parts.push(text.slice(start).trim())
  return parts.filter((part) => part !== '')
}

export function unquote(text: string): string {
  return /^".*"$/s.test(text) ? text.slice(1, -1).replace(/\\(.)/gs, '$1') : text
}

/** `a=1`, `b="2"`, `c` to a map with names in lower case; a parameter without a value is ''. */
export function parseParameters(parts: readonly string[]): Parameters {
  return new Map(
    parts.map((part) => {
      const equals = part.indexOf('=')
      return equals < 0
        ? [part.trim().toLowerCase(), '']
        : [part.slice(0, equals).trim().toLowerCase(), unquote(part.slice(equals + 1).trim())]
    })
  )
}

export function parseAddress(value: string): Address {
  const [first = '', ...parameters] = splitOutside(value, ';')
  const [, name = '', uri] = /^((?:"(?:[^"\\]|\\.)*"|[^"<])*)<([^>]*)>/s.exec(first) ?? []
  return {
    displayName: unquote(name.trim()),
    uri: uri ?? first,
    parameters: parseParameters(parameters)
  }
}

/** The topmost value of a Via header. */
export function parseVia(value: string): Via | undefined {
  const [top = ''] = splitOutside(value, ',')
  const [sent = '', ...parameters] = splitOutside(top, ';')
  const [, transport, host, port] =
    /^SIP\s*\/\s*2\.0\s*\/\s*(\S+)\s+(\[[^\]]*\]|[^:\s]+)(?:\s*:\s*(\d{1,5}))?$/i.exec(sent) ?? []
  if (transport === undefined || host === undefined) return undefined
  return {
    transport: transport.toUpperCase(),
    host,
    port: port === undefined ? undefined : Number(port),
    parameters: parseParameters(parameters)
  }
}

export function parseCSeq(value: string): CSeq | undefined {
  const [, number, method] = /^(\d{1,10})\s+(\S+)$/.exec(value) ?? []
  return number === undefined || method === undefined
    ? undefined
    : { number: Number(number), method }
}

/** The unescaped user part of a SIP or tel URI; '' when there is none. */
export function userOf(uri: string): string {
  const [, user = ''] = /^sips?:([^@]*)@/i.exec(uri) ?? /^tel:(.*)$/i.exec(uri) ?? []
  try {
    return decodeURIComponent(user.split(/[;:]/)[0] ?? '')
  } catch {
    return ''
  }
}

/** `tag` of a From or To header; '' when there is none. */
export function tagOf(value: string | undefined): string {
  return parseAddress(value ?? '').parameters.get('tag') ?? ''
}
