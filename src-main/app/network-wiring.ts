import { onWake } from '../network/electron-wake'
import { NetworkWatch } from '../network/network-watch'
import type { SipAccount } from '../sip/sip-account'
import type { CustomerConnections } from './customer-connections'
import { scoped, type Log } from './log'

/**
 * Tells every account when the way to its PBX may be another one.
 *
 * @returns a function that ends it
 */
export function watchNetwork(connections: CustomerConnections, log: Log): () => void {
  const accounts = new Set<SipAccount>()
  const forget = connections.onAccount(({ account }) => {
    accounts.add(account)
    return () => accounts.delete(account)
  })
  const networkLog = scoped(log, 'network')
  const watch = new NetworkWatch({
    onChange: (addresses) => {
      networkLog.info('the addresses of this computer changed', { count: addresses.length })
      for (const account of accounts) account.networkChanged()
    }
  })
  const stopWaking = onWake(() => {
    networkLog.info('the computer is awake again')
    for (const account of accounts) account.resumed()
  })
  return () => {
    watch.stop()
    stopWaking()
    forget()
  }
}
