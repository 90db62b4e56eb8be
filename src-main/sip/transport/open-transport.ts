import { assertNever } from '@contract/assert-never'
import type { Account } from '@contract/settings/customer'
import type { OpenTransport } from './sip-transport'
import { openTcpTransport } from './tcp-transport'
import { openUdpTransport } from './udp-transport'

/** The one place that knows every protocol. */
export function transportOpener(transport: Account['transport']): OpenTransport {
  switch (transport) {
    case 'udp':
      return openUdpTransport
    case 'tcp':
      return openTcpTransport
    default:
      return assertNever(transport)
  }
}
