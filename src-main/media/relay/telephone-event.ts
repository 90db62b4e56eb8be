import { dtmfDigits } from '@contract/telephony/dtmf'

/** One packet of a telephone-event, `atMs` after the event began. */
export interface TelephoneEventPacket {
  readonly atMs: number
  readonly marker: boolean
  readonly payload: Buffer
}

/** The interval of updates, and of the repeated end packets (RFC 4733 §2.5.1.2, §2.5.1.4). */
export const updateIntervalMs = 20
const endPackets = 3
const volumeDbm0 = 10

/**
 * The packets of one event (RFC 4733 §2.3). Each update covers the 20 ms up to the next one, so the first can leave at
 * once; the last says exactly how long the event was and is sent three times.
 *
 * @param digit - one of `dtmfDigits`
 */
export function telephoneEventPackets(
  digit: string,
  durationMs: number,
  clockRate: number
): TelephoneEventPacket[] {
  const event = dtmfDigits.indexOf(digit)
  if (event < 0 || digit.length !== 1) throw new RangeError('not a DTMF digit')
  const updates = Math.max(1, Math.ceil(durationMs / updateIntervalMs))
  return Array.from({ length: updates + endPackets - 1 }, (_, index) => {
    const isEnd = index >= updates - 1
    const elapsedMs = isEnd ? durationMs : (index + 1) * updateIntervalMs
    // 16 bits hold 8 s at 8000 Hz but only 1.3 s at 48000 Hz; no digit is that long (RFC 4733 §2.5.1.3).
    const duration = Math.min(0xffff, Math.round((elapsedMs * clockRate) / 1000))
    return {
      atMs: index * updateIntervalMs,
      marker: index === 0,
      payload: Buffer.from([event, (isEnd ? 0x80 : 0) | volumeDbm0, duration >> 8, duration & 0xff])
    }
  })
}
