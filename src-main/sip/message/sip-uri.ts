import { parseParameters, type Parameters } from './header-field'

/** A `sip:` or `sips:` URI (RFC 3261 §19.1). `host` has the brackets of an IPv6 literal. */
export interface SipUri {
  readonly scheme: 'sip' | 'sips'
  readonly user?: string
  readonly host: string
  readonly port?: number
  readonly parameters: Parameters
}

const sipUri =
  /^(sips?):(?:([^@]*)@)?(\[[0-9A-Fa-f:.]+\]|[^:;?@\s<>[\]"\\]+)(?::(\d{1,5}))?(?:;([^?]*))?(?:\?.*)?$/i

/** @returns undefined for any other scheme and for what cannot be read */
export function parseSipUri(text: string): SipUri | undefined {
  const match = sipUri.exec(text.trim())
  if (!match) return undefined
  const [, scheme = 'sip', user, host = '', port, parameters = ''] = match
  if (port !== undefined && Number(port) > 65_535) return undefined
  return {
    scheme: scheme.toLowerCase() === 'sips' ? 'sips' : 'sip',
    host: host.toLowerCase(),
    parameters: parseParameters(parameters),
    ...(user === undefined ? {} : { user }),
    ...(port === undefined ? {} : { port: Number(port) })
  }
}

/** A host as it stands in a URI or a Via: an IPv6 literal gets its brackets (RFC 3261 §25.1, IPv6reference). */
export function uriHost(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}

/** A host as sockets want it: without the brackets. */
export function socketHost(host: string): string {
  return host.replace(/^\[|\]$/g, '')
}

/** `host:port` for a Via, a Contact or a log line. */
export function hostPort({ host, port }: { host: string; port: number }): string {
  return `${uriHost(host)}:${port}`
}
