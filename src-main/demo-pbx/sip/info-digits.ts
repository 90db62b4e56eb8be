import { isDialString } from '@contract/telephony/dtmf'
import { headerOf, type SipRequest } from './sip-message'

export const infoTypes = ['application/dtmf-relay', 'application/dtmf'] as const

/**
 * The digits of an INFO request: `Signal=1` lines of `application/dtmf-relay`, or the bare digit of `application/dtmf`.
 *
 * @returns undefined for any other body; '' for no body at all, which an INFO may have (RFC 2976 §2.4)
 */
export function infoDigits(request: SipRequest): string | undefined {
  const type = headerOf(request, 'Content-Type')?.split(';')[0]?.trim().toLowerCase()
  if (type === undefined) return request.body === '' ? '' : undefined
  const text =
    type === 'application/dtmf-relay'
      ? /^\s*signal\s*=\s*(\S+)/im.exec(request.body)?.[1]
      : type === 'application/dtmf'
        ? request.body.trim()
        : undefined
  const digits = text?.toUpperCase()
  return digits !== undefined && isDialString(digits) ? digits : undefined
}
