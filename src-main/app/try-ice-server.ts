import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { AccountSecrets } from '@contract/settings/account-secrets'
import type { Account } from '@contract/settings/customer'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { IceServerOutcome, MediaHost } from '../media/media-host'

export type AsksIceServer = MediaHost['tryIceServer']

/** Asks the STUN or TURN server that a form holds, as a call would, and tells what came of it. Nothing is saved. */
export async function tryIceServer(
  ask: AsksIceServer,
  account: Account & Pick<AccountSecrets, 'turnPassword'>,
  kind: IceServerKind
): Promise<Result<{ tookMs: number }>> {
  const field = `${kind}Server` as const
  const server = account[field]
  if (!server) return fail(failure('settings.invalid', { field, problem: 'required', value: '' }))
  let outcome: IceServerOutcome
  try {
    outcome = await ask(account, kind)
  } catch {
    return fail(failure('media.not-started'))
  }
  if (outcome.kind === 'works') return ok({ tookMs: outcome.tookMs })
  const about = { kind: kind.toUpperCase(), host: server.host }
  return fail(iceServerFailure(outcome, about, account.caFile ?? ''))
}

function iceServerFailure(
  outcome: Exclude<IceServerOutcome, { kind: 'works' }>,
  about: { readonly kind: string; readonly host: string },
  file: string
): Failure {
  switch (outcome.kind) {
    case 'refused': {
      const { statusCode, reasonPhrase } = outcome
      // RFC 8489 §9.2.4
      return statusCode === 401
        ? failure('ice-server.wrong-password', about)
        : failure('ice-server.refused', { ...about, statusCode, reasonPhrase })
    }
    case 'certificate':
      return failure('ice-server.certificate', { ...about, detail: outcome.detail })
    case 'ca-file':
      return failure('account.ca-file', { file, detail: outcome.detail })
    case 'password-missing':
      return failure('media.turn-password-missing', { server: about.host })
    case 'unknown-host':
    case 'unreachable':
    case 'no-answer':
    case 'distrusted':
      return failure(`ice-server.${outcome.kind}`, about)
  }
}
