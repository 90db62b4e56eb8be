import type { DtmfMethod, DtmfReceipt } from '@contract/telephony/dtmf'
import type { SupervisionCall } from './ports'

/** What became of a DTMF string. `mayHaveLeft`: at least a part of it may have reached the PBX. */
export type DtmfOutcome =
  { sent: true; receipt: DtmfReceipt } | { sent: false; mayHaveLeft: boolean; statusCode?: number }

type DtmfCall = Pick<SupervisionCall, 'telephoneEvents' | 'sendTelephoneEvents' | 'sendInfo'>

/**
 * Sends the code of a mode. `auto` is RFC 4733 where the PBX accepted telephone-event in its SDP, else SIP INFO.
 */
export async function sendDtmf(
  call: DtmfCall,
  digits: string,
  method: DtmfMethod
): Promise<DtmfOutcome> {
  const byInfo = method === 'info' || (method === 'auto' && !call.telephoneEvents)
  return byInfo ? sendByInfo(call, digits) : sendByTelephoneEvents(call, digits)
}

async function sendByTelephoneEvents(call: DtmfCall, digits: string): Promise<DtmfOutcome> {
  if (!call.telephoneEvents) return { sent: false, mayHaveLeft: false }
  try {
    const { sent } = await call.sendTelephoneEvents(digits)
    return sent ? { sent, receipt: 'sent' } : { sent, mayHaveLeft: false }
  } catch {
    return { sent: false, mayHaveLeft: true }
  }
}

/** A digit is sent after the one before it was answered, so that their order holds over UDP. */
async function sendByInfo(call: DtmfCall, digits: string): Promise<DtmfOutcome> {
  for (const [index, digit] of Array.from(digits).entries()) {
    try {
      const { statusCode } = await call.sendInfo(digit)
      // 408: nothing answered, which does not say that nothing arrived
      const mayHaveLeft = index > 0 || statusCode === 408
      if (statusCode >= 300) return { sent: false, mayHaveLeft, statusCode }
    } catch {
      return { sent: false, mayHaveLeft: true }
    }
  }
  return { sent: true, receipt: 'accepted' }
}
