import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { parseRtp, serializeRtp } from '../../../src-main/media/relay/rtp-packet'

const packet = {
  marker: true,
  payloadType: 8,
  sequenceNumber: 65_535,
  timestamp: 0xffff_fff0,
  ssrc: 0x8000_0001,
  payload: Buffer.from([1, 2, 3, 4])
}

describe('an RTP packet', () => {
  it('survives the wire', () => {
    fc.assert(
      fc.property(
        fc.record({
          marker: fc.boolean(),
          // 64 to 95 with a marker is RTCP on a shared port.
          payloadType: fc.oneof(fc.nat(63), fc.integer({ min: 96, max: 127 })),
          sequenceNumber: fc.nat(0xffff),
          timestamp: fc.nat(0xffff_ffff),
          ssrc: fc.nat(0xffff_ffff),
          payload: fc
            .uint8Array({ minLength: 1, maxLength: 400 })
            .map((bytes) => Buffer.from(bytes))
        }),
        (original) => {
          expect(parseRtp(serializeRtp(original))).toEqual(original)
        }
      )
    )
  })

  it('is read past CSRCs, extension and padding', () => {
    const plain = serializeRtp(packet)
    const csrcs = Buffer.alloc(8, 0xaa)
    const extension = Buffer.from([0xbe, 0xde, 0, 1, 0x10, 0xff, 0, 0])
    const padding = Buffer.from([0, 0, 3])
    const full = Buffer.concat([plain.subarray(0, 12), csrcs, extension, packet.payload, padding])
    full.writeUInt8(0x80 | 0x20 | 0x10 | 2, 0)
    expect(parseRtp(full)).toEqual(packet)
  })

  it.each([
    ['nothing', Buffer.alloc(0)],
    ['a header without payload', serializeRtp({ ...packet, payload: Buffer.alloc(0) })],
    ['another version', Buffer.alloc(40, 0x40)],
    ['STUN', Buffer.concat([Buffer.from([0, 1, 0, 0, 0x21, 0x12, 0xa4, 0x42]), Buffer.alloc(12)])],
    ['RTCP', Buffer.from([0x80, 200, 0, 6, ...new Array<number>(24).fill(0)])],
    ['CSRCs that are not there', Buffer.from([0x8f, 8, ...new Array<number>(20).fill(0)])],
    ['an extension that is not there', Buffer.from([0x90, 8, ...new Array<number>(11).fill(0)])],
    [
      'an extension longer than the packet',
      Buffer.from([0x90, 8, ...new Array<number>(10).fill(0), 0xbe, 0xde, 0xff, 0xff, 0, 0])
    ],
    ['padding of nothing', Buffer.from([0xa0, 8, ...new Array<number>(14).fill(0)])],
    ['padding of more than all', Buffer.from([0xa0, 8, ...new Array<number>(13).fill(0), 200])]
  ])('is not %s', (_what, datagram) => {
    expect(parseRtp(datagram)).toBeNull()
  })

  it('is looked for in any bytes without harm', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        const found = parseRtp(Buffer.from(bytes))
        if (found) expect(found.payload.length).toBeGreaterThan(0)
      }),
      { numRuns: 2_000 }
    )
  })
})
