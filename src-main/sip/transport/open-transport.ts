import { assertNever } from '@contract/assert-never'
import type { Account } from '@contract/settings/customer'
import type { OpenTransport } from './sip-transport'
import { targetOf } from './target-resolution'
import { openTcpTransport } from './tcp-transport'
import { tlsTransportOpener } from './tls-transport'
import { openUdpTransport } from './udp-transport'
import { webSocketTransportOpener } from './websocket-transport'

/** The one place that knows every protocol. */
export function transportOpener(account: Account): OpenTransport {
  const { transport, caFile, webSocketPath: path } = account
  const serverName = targetOf(account).host
  const tls = { serverName, ...(caFile === undefined ? {} : { caFile }) }
  switch (transport) {
    case 'udp':
      return openUdpTransport
    case 'tcp':
      return openTcpTransport
    case 'tls':
      return tlsTransportOpener(tls)
    case 'ws':
      return webSocketTransportOpener({ serverName, path })
    case 'wss':
      return webSocketTransportOpener({ serverName, path, tls })
    default:
      return assertNever(transport)
  }
}
