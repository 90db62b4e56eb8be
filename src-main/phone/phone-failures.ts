import { failure, type Failure } from '@contract/errors/reasons'
import { fail } from '@contract/ipc/result'
import type { LegTransfer } from './ports'

export function callOver(): { ok: false; failure: Failure } {
  return fail(failure('phone.call-over'))
}

/** @returns null when the call was transferred, as far as anybody can know */
export function transferFailure(
  outcome: LegTransfer,
  number: string,
  legIsOver: boolean
): Failure | null {
  switch (outcome.kind) {
    case 'succeeded':
      return null
    case 'accepted':
      return legIsOver ? null : failure('phone.transfer-unconfirmed', { number })
    case 'failed': {
      const { statusCode, reasonPhrase } = outcome
      return failure('phone.transfer-refused', { number, statusCode, reasonPhrase })
    }
  }
}
