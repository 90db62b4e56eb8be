import { randomUUID } from 'node:crypto'
import type { IceServerAnswer } from '@contract/ipc/media-protocol'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { MediaProcesses } from '../processes/media-processes'
import { connectionProblem, type ConnectionProblem } from './connection-problem'
import { iceServers, turnConnection, type IceAccount } from './ice-servers'
import type { Authorities } from './tls-server'

/** What came of asking a server of an account; nobody is asked where the account's password for it is missing. */
export type IceServerOutcome =
  | Exclude<IceServerAnswer, { kind: 'no-connection' }>
  | ConnectionProblem
  | { readonly kind: 'password-missing' }

/**
 * Asks a STUN or TURN server as a call would: the audio engine itself does.
 *
 * @throws when there is no engine, or none any more
 */
export async function tryIceServer(
  engine: MediaProcesses['engine'],
  account: IceAccount,
  kind: IceServerKind,
  authorities: Authorities
): Promise<IceServerOutcome> {
  const server = iceServers(account).find(({ url }) => url.startsWith(kind))
  if (!server) return { kind: 'password-missing' }
  const trial = randomUUID()
  await engine.request('tryIceServer', { trial, server })
  const answer = await engine.request('iceServerTrial', { trial })
  if (answer.kind !== 'no-connection') return answer
  const connection = turnConnection(account)
  return connection ? connectionProblem(connection, authorities) : { kind: 'unreachable' }
}
