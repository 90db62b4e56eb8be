import type { Account } from '@contract/settings/customer'
import type { Credentials } from '../digest/credentials'
import { registrarUri } from '../flow/account-uri'
import type { Flow } from '../flow/flow'
import type { RequestIdentity } from '../flow/request-identity'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { transact } from '../flow/transact'
import { deltaSeconds } from '../message/event'
import { registerOutcome, type RegisterOutcome } from './register-outcome'

export interface RegisterOptions {
  readonly flow: Flow
  readonly account: Account
  readonly credentials: Credentials
  /** the same for all REGISTERs of an account (RFC 3261 §10.2) */
  readonly identity: RequestIdentity
  readonly timeoutMs: number
}

/**
 * One registration: REGISTER, and again where the PBX wants a longer expiry (423) or saw us at an address that our
 * Contact does not have.
 */
export async function register(options: RegisterOptions): Promise<RegisterOutcome> {
  const { flow, account } = options
  let seconds = account.registrationSeconds
  let reply = await sendRegister(options, seconds)

  const minSeconds = deltaSeconds(reply.header('min-expires'))
  if (reply.statusCode === 423 && minSeconds !== undefined && minSeconds > seconds) {
    seconds = minSeconds
    reply = await sendRegister(options, seconds)
  }
  // Most PBXs challenge the first REGISTER, and the one with credentials has the right Contact already.
  if (reply.origin === 'peer' && reply.statusCode < 300 && flow.adoptPublicAddress())
    reply = await sendRegister(options, seconds)
  return registerOutcome(reply, flow.contact, seconds)
}

/** RFC 3261 §10.2.2. */
export function unregister(options: RegisterOptions): Promise<Reply> {
  return sendRegister(options, 0)
}

function sendRegister(
  { flow, account, credentials, identity, timeoutMs }: RegisterOptions,
  expiresSeconds: number
): Promise<Reply> {
  const registrar = registrarUri(account)
  return transact({
    flow,
    timeoutMs,
    authorization: credentials.authorize('REGISTER', registrar.toRaw(), 'REGISTER'),
    send: (authorization, delegate) => {
      // A challenge has told us where the PBX sees us. An un-REGISTER must name what was registered.
      if (expiresSeconds > 0) flow.adoptPublicAddress()
      const headers = [
        `Contact: ${flow.contact};expires=${expiresSeconds}`,
        `Expires: ${expiresSeconds}`,
        ...capabilityHeaders,
        ...authorization
      ]
      return flow.core.register(flow.request('REGISTER', registrar, identity, headers), delegate)
    }
  })
}
