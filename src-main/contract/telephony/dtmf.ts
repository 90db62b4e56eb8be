/** The characters that can be dialled: digits, star, hash and A to D (RFC 4733 §3.2, events 0 to 15). */
export const dtmfDigits = '0123456789*#ABCD'

const dialString = /^[0-9*#A-D]+$/

/** True when every character of `text` can be sent as DTMF, and there is at least one. */
export function isDialString(text: string): boolean {
  return dialString.test(text)
}

/** How the codes of a mode leave: in the audio stream (RFC 4733), as SIP INFO, or the first when the PBX accepts it. */
export const dtmfMethods = ['auto', 'rfc4733', 'info'] as const
export type DtmfMethod = (typeof dtmfMethods)[number]

/** How long a digit lasts, by what an INFO says of it. */
export const infoDigitMs = 160

/** What is known after a DTMF string left. `accepted`: each INFO got a 2xx. RFC 4733 has no answer, so it is only `sent`. */
export type DtmfReceipt = 'sent' | 'accepted'
