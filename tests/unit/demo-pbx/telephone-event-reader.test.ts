import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dtmfDigits } from '@contract/telephony/dtmf'
import {
  eventStoppedMs,
  TelephoneEventReader
} from '../../../src-main/demo-pbx/audio/telephone-event-reader'

interface Packet {
  readonly timestamp: number
  readonly event: number
  readonly end: boolean
}

const packetsOf = (event: number, timestamp: number): readonly Packet[] =>
  [false, false, false, false, true, true, true].map((end) => ({ timestamp, event, end }))

function read(packets: readonly Packet[], reader = new TelephoneEventReader()): string {
  return packets
    .flatMap(({ timestamp, event, end }) =>
      reader.receive(timestamp, Uint8Array.of(event, end ? 0x8a : 0x0a, 3, 0x20), 0)
    )
    .join('')
}

describe('TelephoneEventReader', () => {
  test('counts an event once, at its first end packet', () => {
    const reader = new TelephoneEventReader()
    const counts = packetsOf(1, 160).map((packet) => read([packet], reader))
    expect(counts).toEqual(['', '', '', '', '1', '', ''])
  })

  test('counts the same digit twice when it was pressed twice', () => {
    expect(read([...packetsOf(2, 160), ...packetsOf(2, 2_000)])).toBe('22')
  })

  test('knows all sixteen events', () => {
    const all = Array.from(dtmfDigits, (_, event) => packetsOf(event, event * 2_000)).flat()
    expect(read(all)).toBe(dtmfDigits)
  })

  test('an event without its end counts when the next one begins', () => {
    const endless = packetsOf(1, 160).slice(0, 4)
    expect(read([...endless, ...packetsOf(2, 2_000)])).toBe('12')
  })

  test('an event without its end counts when it has stopped', () => {
    const reader = new TelephoneEventReader()
    reader.receive(160, Uint8Array.of(5, 10, 0, 160), 1_000)
    reader.receive(160, Uint8Array.of(5, 10, 1, 64), 1_100)
    expect(reader.stopped(1_100 + eventStoppedMs - 1)).toEqual([])
    expect(reader.stopped(1_100 + eventStoppedMs)).toEqual(['5'])
    expect(reader.stopped(9_999)).toEqual([])
    expect(reader.receive(160, Uint8Array.of(5, 0x8a, 3, 32), 1_400)).toEqual([])
  })

  test('a payload that is too short, or another event, is no digit', () => {
    const reader = new TelephoneEventReader()
    expect(reader.receive(160, Uint8Array.of(1, 0x8a, 3), 0)).toEqual([])
    expect(read([{ timestamp: 160, event: 16, end: true }], reader)).toBe('')
  })

  test('whatever is lost, doubled or late, as long as one packet of each digit arrives', () => {
    const digits = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 6 })
    fc.assert(
      fc.property(
        digits,
        fc.array(fc.nat({ max: 9 }), { minLength: 90, maxLength: 90 }),
        (events, dice) => {
          const rolls = dice.values()
          const roll = () => Number(rolls.next().value)
          const arriving = events.flatMap((event, index) => {
            const sent = packetsOf(event, 160 + index * 2_000)
            const kept = sent.filter(() => roll() > 3)
            const some = kept.length > 0 ? kept : sent.slice(-1)
            return some.flatMap((packet) => (roll() > 7 ? [packet, packet] : [packet]))
          })
          const reader = new TelephoneEventReader()
          const text = read(arriving, reader) + reader.stopped(eventStoppedMs).join('')
          expect(text).toBe(events.map((event) => dtmfDigits[event]).join(''))
        }
      )
    )
  })
})
