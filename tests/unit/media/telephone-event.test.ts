import { describe, expect, it } from 'vitest'
import { telephoneEventPackets } from '../../../src-main/media/relay/telephone-event'
import { dtmfDigits } from '@contract/telephony/dtmf'

const duration = (payload: Buffer) => payload.readUInt16BE(2)
const isEnd = (payload: Buffer) => (payload.readUInt8(1) & 0x80) !== 0

describe('the packets of a telephone-event', () => {
  it('are an update every 20 ms and three ends, with exact durations', () => {
    const packets = telephoneEventPackets('1', 100, 8_000)
    expect(packets.map(({ atMs }) => atMs)).toEqual([0, 20, 40, 60, 80, 100, 120])
    expect(packets.map(({ payload }) => duration(payload))).toEqual([
      160, 320, 480, 640, 800, 800, 800
    ])
    expect(packets.map(({ payload }) => isEnd(payload))).toEqual([
      false,
      false,
      false,
      false,
      true,
      true,
      true
    ])
    expect(packets.map(({ marker }) => marker)).toEqual([
      true,
      ...new Array<boolean>(6).fill(false)
    ])
  })

  it.each([
    [50, 8_000, 400],
    [95, 8_000, 760],
    [100, 48_000, 4_800],
    [5, 8_000, 40]
  ])('say at the end that %i ms at %i Hz are %i units', (durationMs, clockRate, units) => {
    const ends = telephoneEventPackets('#', durationMs, clockRate).filter(({ payload }) =>
      isEnd(payload)
    )
    expect(ends.map(({ payload }) => duration(payload))).toEqual([units, units, units])
  })

  it('carry the event of their digit', () => {
    const events = Array.from(
      dtmfDigits,
      (digit) => telephoneEventPackets(digit, 100, 8_000)[0]?.payload[0]
    )
    expect(events).toEqual(Array.from({ length: 16 }, (_, event) => event))
  })

  it('do not exist for anything else', () => {
    expect(() => telephoneEventPackets('E', 100, 8_000)).toThrow(RangeError)
    expect(() => telephoneEventPackets('12', 100, 8_000)).toThrow(RangeError)
    expect(() => telephoneEventPackets('', 100, 8_000)).toThrow(RangeError)
  })
})
