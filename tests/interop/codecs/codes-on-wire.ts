import type { ReceivedEvent, Recording } from '../../support/phone/recording'

export const digitMs = 100
const updates = 5
export const endPackets = 3

/**
 * What is wrong with the telephone-events that were captured (RFC 4733 §2.5): one marker, one timestamp, updates that grow,
 * three end packets that say exactly 100 ms, and no hole in the numbers.
 *
 * @returns nothing when all of it is as it should be
 */
export function problemsOfCodes(
  { events }: Recording,
  digits: string,
  clockRate: number
): readonly string[] {
  const each = [...new Set(events.map(({ timestamp }) => timestamp))].map((timestamp) =>
    events.filter((event) => event.timestamp === timestamp)
  )
  const seen = each.map(([first]) => first?.digit).join('')
  if (seen !== digits) return [`the digits are ${seen || 'none'}`]
  return each.flatMap((packets) => problemsOfOne(packets, clockRate))
}

function problemsOfOne(packets: readonly ReceivedEvent[], clockRate: number): readonly string[] {
  const units = (milliseconds: number) => (milliseconds * clockRate) / 1_000
  const durations = packets.map(({ durationUnits }) => durationUnits)
  const expected = Array.from({ length: updates + endPackets - 1 }, (_, index) =>
    units(Math.min(digitMs, ((index + 1) * digitMs) / updates))
  )
  const [first] = packets
  const claims = {
    [`durations ${durations.join(' ')}`]: durations.join() === expected.join(),
    'three end packets': packets.slice(-endPackets).every(({ end }) => end),
    'no end packet before': packets.slice(0, -endPackets).every(({ end }) => !end),
    'one marker, at first': packets.every(({ marker }, index) => marker === (index === 0)),
    'one SSRC': packets.every(({ ssrc }) => ssrc === first?.ssrc),
    'no hole': packets.every(
      ({ sequenceNumber }, index) =>
        sequenceNumber === (((first?.sequenceNumber ?? 0) + index) & 0xffff)
    )
  }
  return Object.entries(claims).flatMap(([claim, holds]) => (holds ? [] : [`not ${claim}`]))
}

/** How long the first of them lasted on the wire, to its first end packet; it says so 20 ms before it is over. */
export function lastedMs({ events }: Recording): number {
  const [first] = events
  const end = events.find((event) => event.timestamp === first?.timestamp && event.end)
  return Math.round((end?.at ?? 0) - (first?.at ?? 0))
}
