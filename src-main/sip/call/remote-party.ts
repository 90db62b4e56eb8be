import type { IncomingRequestMessage } from 'sip.js/lib/core/index.js'
import { splitList } from '../message/header-field'
import { parseNameAddr } from '../message/name-addr'
import type { RemoteParty } from '../ports'

/**
 * Who calls. P-Asserted-Identity is what the PBX itself vouches for (RFC 3325 §9.1), and it alone may call us; From is
 * what the caller claims.
 */
export function remotePartyOf(
  message: Pick<IncomingRequestMessage, 'getHeader' | 'getHeaders'>
): RemoteParty {
  const asserted = message.getHeaders('p-asserted-identity').flatMap((each) => splitList(each, ','))
  const from = party(message.getHeader('from') ?? '')
  const [vouched] = asserted.map(party).filter(({ user }) => user !== '')
  return vouched ? { ...vouched, displayName: vouched.displayName ?? from.displayName } : from
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
