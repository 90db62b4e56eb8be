import type { SipHeader } from './sip-message'

/** A cause value of Q.850 as a Reason header (RFC 3326 §2). */
export function q850Reason(cause: number, text: string): SipHeader {
  return { name: 'Reason', value: `Q.850;cause=${cause};text="${text}"` }
}
