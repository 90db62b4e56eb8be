import type { Account } from '@contract/settings/customer'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { Flow } from '../flow/flow'
import type { TransportAddress } from '../message/via'
import type { SipLog, SipWire } from '../ports'
import type { SipTimers } from '../sip-timers'
import type { NameService } from '../transport/name-service'
import type { RouteSource } from '../transport/route-source'
import { resolveTarget, targetOf } from '../transport/target-resolution'
import type { RegisterOutcome } from './register-outcome'
import type { TargetHealth } from './target-health'

export interface ConnectOptions {
  readonly account: Account
  readonly timers: SipTimers
  readonly log: SipLog
  readonly signal: AbortSignal
  readonly names: NameService
  readonly wire?: SipWire | undefined
  /** the system's routing where it is left out */
  readonly routeSource?: RouteSource | undefined
  readonly health: TargetHealth
}

/** @throws ReasonedError sip: unknown-host, certificate, ca-file or no-websocket, or the error of the last address */
export async function connectFlow(options: ConnectOptions): Promise<Flow> {
  const { account, names } = options
  return openFirst(await resolveTarget(targetOf(account), names), options)
}

/**
 * Opens a flow to the first address that takes one (RFC 3263 §4.3).
 *
 * @throws the error of the last address, or of one that had a reason to give
 */
export async function openFirst(
  addresses: readonly TransportAddress[],
  { health, routeSource, ...options }: Omit<ConnectOptions, 'names'>
): Promise<Flow> {
  const { signal } = options
  let failed: unknown = new Error('the name has no address')
  for (const pbx of health.order(addresses)) {
    signal.throwIfAborted()
    try {
      const localAddress = await routeSource?.(pbx)
      const flow = await Flow.open({ ...options, pbx, addresses, localAddress })
      if (!signal.aborted) return flow
      // The attempt was given up while the connection was being made.
      flow.close()
    } catch (error) {
      if (!(failed instanceof ReasonedError)) failed = error
    }
  }
  throw failed
}

/** Why no flow could be opened, as a registration says it. */
export function connectFailure(error: unknown): RegisterOutcome {
  const unreachable = { kind: 'retrying', reason: 'unreachable' } as const
  if (!(error instanceof ReasonedError)) return unreachable
  const { reason, context } = error as ReasonedError
  if (reason === 'unknown-host') return { kind: 'retrying', reason }
  if (reason !== 'certificate' && reason !== 'ca-file' && reason !== 'no-websocket')
    return unreachable
  return { kind: 'retrying', reason, detail: String(context['detail'] ?? '') }
}
