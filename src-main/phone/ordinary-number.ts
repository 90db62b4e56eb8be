import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import { dialableNumber } from '@contract/telephony/phone-number'
import type { PhoneLine } from './ports'

/**
 * The number of an ordinary call. The code of a supervision is none, whoever asks: the microphone of a call is open, and
 * nobody could say who hears the manager, or whom a transfer lets into the call of a colleague.
 */
export function ordinaryNumber(text: string, line: PhoneLine | null): Result<string> {
  const number = dialableNumber(text)
  if (number === null) return fail(failure('phone.not-dialable', { number: text }))
  if (line?.supervisionCode(number)) return fail(failure('phone.supervision-code', { number }))
  return ok(number)
}
