import { dtmfDigits } from '@contract/telephony/dtmf'

/** One RFC 4733 §2.3 payload. `durationUnits` in RTP clock units (8 a millisecond). */
export interface TelephoneEvent {
  readonly digit: string
  readonly end: boolean
  readonly durationUnits: number
}

const volumeDbm0 = 10

export function formatTelephoneEvent({ digit, end, durationUnits }: TelephoneEvent): Buffer {
  const payload = Buffer.alloc(4)
  payload[0] = dtmfDigits.indexOf(digit)
  payload[1] = (end ? 0x80 : 0) | volumeDbm0
  payload.writeUInt16BE(durationUnits, 2)
  return payload
}

export function parseTelephoneEvent(payload: Buffer): TelephoneEvent | undefined {
  if (payload.length < 4) return undefined
  const digit = dtmfDigits[payload.readUInt8(0)]
  if (digit === undefined) return undefined
  return { digit, end: (payload.readUInt8(1) & 0x80) !== 0, durationUnits: payload.readUInt16BE(2) }
}
