import { URI } from 'sip.js/lib/core/index.js'
import type { Account } from '@contract/settings/customer'
import { escapeUser } from '@contract/telephony/aor'
import { uriHost } from '../message/sip-uri'

/** The account's address-of-record: From and To of REGISTER, From of everything else. */
export function accountUri(account: Pick<Account, 'user' | 'domain'>): URI {
  return uriInDomain(account.user, account)
}

/** Whatever was dialled, in the account's domain; `#` leaves as `%23`, `*` as it is (RFC 3261 §25.1). */
export function uriInDomain(user: string, { domain }: Pick<Account, 'domain'>): URI {
  return new URI('sip', escapeUser(user), uriHost(domain.toLowerCase()), undefined)
}

/** The Request-URI of REGISTER: the domain alone (RFC 3261 §10.2). */
export function registrarUri({ domain }: Pick<Account, 'domain'>): URI {
  return new URI('sip', '', uriHost(domain.toLowerCase()), undefined)
}
