import { parseParameters, unquote, type Parameters } from './header-field'
import { parseSipUri, type SipUri } from './sip-uri'

/** The value of From, To, Contact or Record-Route (RFC 3261 §20.10). */
export interface NameAddr {
  readonly displayName: string
  /** undefined when it is no `sip:` URI, e.g. `tel:` */
  readonly uri: SipUri | undefined
  /** parameters of the header field, not of the URI */
  readonly parameters: Parameters
}

/**
 * Reads what PBXs send, not only what the grammar allows: display names with characters that should be quoted, and a
 * quote that is never closed.
 */
export function parseNameAddr(value: string): NameAddr {
  const open = openingBracket(value)
  const close = open < 0 ? -1 : value.indexOf('>', open)
  if (close < 0) {
    // RFC 3261 §20.10: without brackets the parameters belong to the header field.
    const [address = '', ...rest] = value.split(';')
    return {
      displayName: '',
      uri: parseSipUri(address),
      parameters: parseParameters(rest.join(';'))
    }
  }
  return {
    displayName: unquote(value.slice(0, open).trim()),
    uri: parseSipUri(value.slice(open + 1, close)),
    parameters: parseParameters(value.slice(close + 1))
  }
}

function openingBracket(value: string): number {
  const afterQuotes = /^\s*"(?:[^"\\]|\\.)*"/.exec(value)
  return value.indexOf('<', afterQuotes?.[0].length ?? 0)
}

/** The tag of a From or To value; an empty one is none. */
export function tagOf(value: string): string | undefined {
  const tag = parseNameAddr(value).parameters.get('tag')
  return tag ? tag : undefined
}
