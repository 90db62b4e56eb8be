import { failure, type Failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { Account } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { SipAccount } from '../sip/sip-account'
import type { SipLog, SipWire } from '../sip/ports'

/** Registers once with what a form holds, and tells what the PBX answered. Nothing is saved or kept open. */
export async function tryAccount(
  account: Account,
  password: string | undefined,
  { log, wire }: { readonly log: SipLog; readonly wire: SipWire }
): Promise<Result<{ through: string }>> {
  const trial = new SipAccount({ account, password, log, wire })
  const outcome = await signIn(trial, account)
  void trial.stop()
  return outcome
}

/** Starts an account. Resolves with what the PBX answered first. */
export function signIn(trial: SipAccount, account: Account): Promise<Result<{ through: string }>> {
  return new Promise((resolve) => {
    trial.onRegistration((state) => {
      if (state.kind === 'registered') resolve(ok({ through: state.through }))
      const failed = registrationFailure(state, account)
      if (failed) resolve(fail(failed))
    })
    trial.start()
  })
}

/** What a registration that did not work means for a person; null while it may still work. */
export function registrationFailure(state: RegistrationState, account: Account): Failure | null {
  const host = account.outboundProxy?.host ?? account.domain
  switch (state.kind) {
    case 'retrying':
      return failure(
        state.reason === 'connection-lost' ? 'account.unreachable' : `account.${state.reason}`,
        {
          host,
          statusCode: state.statusCode ?? 0,
          reasonPhrase: state.reasonPhrase ?? '',
          detail: state.detail ?? '',
          file: account.caFile ?? ''
        }
      )
    case 'refused':
      return failure(
        state.reason === 'wrong-password' ? 'account.wrong-password' : 'account.refused',
        { host, statusCode: state.statusCode, reasonPhrase: state.reasonPhrase, user: account.user }
      )
    case 'unregistered':
    case 'registering':
    case 'registered':
      return null
  }
}
