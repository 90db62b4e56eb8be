import type { IceServer } from '@contract/ipc/media-protocol'
import type { AccountSecrets } from '@contract/settings/account-secrets'
import type { Account } from '@contract/settings/customer'
import type { TlsServer } from './tls-server'

/** What an account says about the servers that find its calls a way (RFC 8489, RFC 8656). */
export type IceAccount = Pick<Account, 'stunServer' | 'turnServer' | 'turnUser' | 'caFile'> &
  Pick<AccountSecrets, 'turnPassword'>

export interface TurnConnection extends TlsServer {
  readonly isTls: boolean
}

/** A TURN server is left out without its password: no browser makes a connection with it then. */
export function iceServers(account: IceAccount): IceServer[] {
  const { stunServer, turnServer, turnUser, turnPassword } = account
  const servers: IceServer[] = []
  // RFC 7064 §3.1
  if (stunServer) servers.push({ url: `stun:${authority(stunServer)}` })
  if (turnServer && turnUser !== undefined && turnPassword) {
    const { transport } = turnServer
    // RFC 7065 §3.1
    const scheme = transport === 'tls' ? 'turns' : 'turn'
    const url = `${scheme}:${authority(turnServer)}?transport=${transport === 'udp' ? 'udp' : 'tcp'}`
    servers.push({ url, username: turnUser, credential: turnPassword })
  }
  return servers
}

/** Where the TURN server of an account takes connections, with the ports of RFC 7065 §3.2. Null over UDP and without one. */
export function turnConnection({ turnServer, caFile }: IceAccount): TurnConnection | null {
  if (!turnServer || turnServer.transport === 'udp') return null
  const isTls = turnServer.transport === 'tls'
  const { host, port = isTls ? 5_349 : 3_478 } = turnServer
  return { host: host.replace(/^\[|\]$/g, ''), port, caFile, isTls }
}

function authority({ host, port }: NonNullable<Account['stunServer']>): string {
  const name = host.includes(':') && !host.startsWith('[') ? `[${host}]` : host
  return port === undefined ? name : `${name}:${port}`
}
