import { describe, expect, test } from 'vitest'
import { PlayoutBuffer } from '../../../src-main/demo-pbx/audio/playout-buffer'

const frame = (value: number, length = 160) => new Int16Array(length).fill(value)
const first = (buffer: PlayoutBuffer) => buffer.take(160)[0]

describe('PlayoutBuffer', () => {
  test('waits for enough at first, and again after it ran dry', () => {
    const buffer = new PlayoutBuffer(320, 960)
    buffer.put(1, frame(1))
    expect(first(buffer)).toBe(0)
    buffer.put(2, frame(2))
    expect([first(buffer), first(buffer), first(buffer)]).toEqual([1, 2, 0])
    buffer.put(3, frame(3))
    expect(first(buffer)).toBe(0)
    buffer.put(4, frame(4))
    expect([first(buffer), first(buffer)]).toEqual([3, 4])
  })

  test('drops what comes twice or too late, also where the number wraps around', () => {
    const buffer = new PlayoutBuffer(320, 960)
    for (const [sequenceNumber, value] of [
      [65_535, 1],
      [0, 2],
      [65_535, 9],
      [0, 9],
      [1, 3]
    ] as const) {
      buffer.put(sequenceNumber, frame(value))
    }
    expect([first(buffer), first(buffer), first(buffer), first(buffer)]).toEqual([1, 2, 3, 0])
  })

  test('does not let the delay grow: too much is cut down to the newest', () => {
    const buffer = new PlayoutBuffer(320, 960)
    for (let value = 1; value <= 7; value += 1) buffer.put(value, frame(value))
    expect([first(buffer), first(buffer), first(buffer)]).toEqual([6, 7, 0])
  })

  test('plays packets of any length in pieces of 20 ms', () => {
    const buffer = new PlayoutBuffer(320, 960)
    buffer.put(1, frame(1, 240))
    buffer.put(2, frame(2, 240))
    expect(first(buffer)).toBe(1)
    const second = buffer.take(160)
    expect([second[79], second[80]]).toEqual([1, 2])
    expect(first(buffer)).toBe(2)
  })

  test('begins anew with another sender, whatever its numbers are', () => {
    const buffer = new PlayoutBuffer(160, 960)
    buffer.put(40_000, frame(1))
    buffer.clear()
    buffer.put(5, frame(2))
    expect(first(buffer)).toBe(2)
  })
})
