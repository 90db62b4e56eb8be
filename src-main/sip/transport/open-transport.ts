import { assertNever } from '@contract/assert-never'
import type { Account } from '@contract/settings/customer'
import type { OpenTransport } from './sip-transport'
import { targetOf } from './target-resolution'
import { openTcpTransport } from './tcp-transport'
import { tlsTransportOpener } from './tls-transport'
import { openUdpTransport } from './udp-transport'

/** The one place that knows every protocol. */
export function transportOpener(account: Account): OpenTransport {
  const { transport, caFile } = account
  switch (transport) {
    case 'udp':
      return openUdpTransport
    case 'tcp':
      return openTcpTransport
    case 'tls':
      return tlsTransportOpener({
        serverName: targetOf(account).host,
        ...(caFile === undefined ? {} : { caFile })
      })
    default:
      return assertNever(transport)
  }
}
