import fc from 'fast-check'
import { expect, test } from 'vitest'
import { formatRtp, parseRtp } from '../../../src-main/demo-pbx/audio/rtp-packet'

const packet = {
  payloadType: 101,
  marker: true,
  sequenceNumber: 65_535,
  timestamp: 4_294_967_295,
  ssrc: 3_000_000_000,
  payload: Buffer.from([1, 2, 3])
}

test('what was formatted is parsed the same', () => {
  expect(parseRtp(formatRtp(packet))).toEqual(packet)
})

test('CSRCs, an extension and padding are read over', () => {
  const plain = formatRtp(packet)
  const head = Buffer.from(plain.subarray(0, 12))
  head[0] = 0x80 | 0x20 | 0x10 | 2
  const csrcs = Buffer.alloc(8, 0xaa)
  const extension = Buffer.from([0xbe, 0xde, 0, 1, 9, 9, 9, 9])
  const padding = Buffer.from([0, 0, 3])
  const full = Buffer.concat([head, csrcs, extension, packet.payload, padding])
  expect(parseRtp(full)).toEqual(packet)
})

test('no bytes make it throw, and what it cannot read is no packet', () => {
  const anything = fc.uint8Array({ maxLength: 40 })
  const versionTwo = anything.map((bytes) => Uint8Array.of(0x80 | (bytes[0] ?? 0), ...bytes))
  fc.assert(
    fc.property(fc.oneof(anything, versionTwo), (bytes) => {
      const parsed = parseRtp(Buffer.from(bytes))
      if (parsed) expect(parsed.payload.length).toBeLessThanOrEqual(bytes.length - 12)
      else expect(bytes.length < 12 || bytes[0]! >> 6 !== 2 || bytes[0]! !== 0x80).toBe(true)
    })
  )
})
