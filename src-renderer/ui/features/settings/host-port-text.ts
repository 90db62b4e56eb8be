import type { Account } from '@contract/settings/customer'

type HostPort = NonNullable<Account['outboundProxy']>

export type ParsedHostPort =
  { ok: true; value: HostPort | undefined } | { ok: false; problem: 'not-a-port' }

/** "proxy.example.com", "192.0.2.1:5070", "[2001:db8::1]:5070"; whether the host is one is the schema's business. */
export function parseHostPort(text: string): ParsedHostPort {
  const trimmed = text.trim()
  if (trimmed === '') return { ok: true, value: undefined }
  const bareIpv6 = /^[0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*$/.test(trimmed)
  const [, host = trimmed, portText] = bareIpv6 ? [] : (/^(.*):([^:\]]*)$/.exec(trimmed) ?? [])
  if (portText === undefined) return { ok: true, value: { host: trimmed } }
  const port = Number(portText)
  return /^\d+$/.test(portText) && port >= 1 && port <= 65_535
    ? { ok: true, value: { host, port } }
    : { ok: false, problem: 'not-a-port' }
}

export function hostPortText(server: HostPort | undefined): string {
  if (!server) return ''
  return server.port === undefined
    ? server.host
    : `${bracketed(server.host)}:${String(server.port)}`
}

function bracketed(host: string): string {
  return host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
}
