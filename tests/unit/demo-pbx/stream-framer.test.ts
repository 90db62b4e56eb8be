import { describe, expect, test } from 'vitest'
import { BrokenStream, StreamFramer } from '../../../src-main/demo-pbx/sip/stream-framer'

const first = 'OPTIONS sip:a SIP/2.0\r\nContent-Length: 3\r\n\r\nabc'
const second = 'SIP/2.0 200 OK\r\nl: 0\r\n\r\n'

describe('StreamFramer', () => {
  test('finds messages and keep-alives however the stream is cut', () => {
    const stream = Buffer.from(`${first}\r\n\r\n${second}\r\n${first}`)
    for (let size = 1; size <= stream.length; size += 1) {
      const framer = new StreamFramer()
      const framed = []
      for (let at = 0; at < stream.length; at += size) {
        framed.push(...framer.push(stream.subarray(at, at + size)))
      }
      expect(framed).toEqual([
        { kind: 'message', text: first },
        { kind: 'ping' },
        { kind: 'message', text: second },
        { kind: 'pong' },
        { kind: 'message', text: first }
      ])
    }
  })

  test.each([
    ['a head without Content-Length', 'OPTIONS sip:a SIP/2.0\r\nTo: x\r\n\r\n'],
    ['a message that is too long', 'OPTIONS sip:a SIP/2.0\r\nl: 5000\r\n\r\n'],
    ['a head that never ends', 'x'.repeat(1_001)]
  ])('gives up on %s', (_, text) => {
    expect(() => new StreamFramer(1_000).push(Buffer.from(text))).toThrow(BrokenStream)
  })
})
