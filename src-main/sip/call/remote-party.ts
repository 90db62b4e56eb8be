import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js'
import { splitList } from '../message/header-field'
import { parseNameAddr } from '../message/name-addr'
import type { RemoteParty } from '../ports'

/** Who calls: whom the PBX vouches for, and else From, which is what the caller claims. */
export function remotePartyOf(
  message: Pick<IncomingRequestMessage, 'getHeader' | 'getHeaders'>
): RemoteParty {
  const from = party(message.getHeader('from') ?? '')
  const asserted = assertedParty(message.getHeaders('p-asserted-identity'))
  return asserted ? { ...asserted, displayName: asserted.displayName ?? from.displayName } : from
}

/**
 * Whom the PBX vouches for (RFC 3325 §9.1): it alone may call us. In a response or in a request of a running call that is
 * who we talk to now, e.g. after a transfer that the PBX made by itself.
 *
 * @param values - of P-Asserted-Identity
 */
export function assertedParty(values: readonly string[]): RemoteParty | undefined {
  return values
    .flatMap((value) => splitList(value, ','))
    .map(party)
    .find(({ user }) => user !== '')
}

function party(value: string): RemoteParty {
  const { displayName, uri } = parseNameAddr(value)
  const name = displayName === '' ? null : displayName
  if (uri) return { user: unescapeUser(uri.user ?? ''), host: uri.host, displayName: name }
  // RFC 3966: a telephone number without a host.
  const number = /tel:([^;>\s]+)/i.exec(value)?.[1] ?? ''
  return { user: unescapeUser(number), host: '', displayName: name }
}

/** As it would be dialled. Parameters of the user part (RFC 3261 §19.1.6) are none of it. */
function unescapeUser(user: string): string {
  const [dialled = ''] = user.split(/[;:]/)
  try {
    return decodeURIComponent(dialled)
  } catch {
    return dialled
  }
}
