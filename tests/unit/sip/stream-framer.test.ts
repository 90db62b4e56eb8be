import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  FramingError,
  StreamFramer,
  type StreamFrame
} from '../../../src-main/sip/transport/stream-framer'

const message = (body: string, header = 'Content-Length') =>
  `OPTIONS sip:a SIP/2.0\r\nVia: x\r\n${header}: ${Buffer.byteLength(body)}\r\n\r\n${body}`

const text = (frames: readonly StreamFrame[]) =>
  frames.map((frame) =>
    frame.kind === 'message' ? Buffer.from(frame.bytes).toString() : frame.kind
  )

describe('stream framing', () => {
  it('finds messages however the stream is cut', () => {
    const messages = fc.array(
      fc.tuple(
        fc.string({ unit: 'grapheme', maxLength: 60 }),
        fc.constantFrom('Content-Length', 'l', 'L ')
      ),
      { minLength: 1, maxLength: 6 }
    )
    fc.assert(
      fc.property(messages, fc.array(fc.nat(60), { minLength: 1 }), (bodies, cuts) => {
        const sent = bodies.map(([body, header]) => message(body, header))
        const framer = new StreamFramer()
        const bytes = Buffer.from(sent.join(''))
        const frames: StreamFrame[] = []
        let at = 0
        for (let turn = 0; at < bytes.length; turn++) {
          const length = (cuts[turn % cuts.length] ?? 0) + 1
          frames.push(...framer.push(bytes.subarray(at, at + length)))
          at += length
        }
        expect(text(frames)).toEqual(sent)
      })
    )
  })

  it('tells pings and pongs between messages', () => {
    const framer = new StreamFramer()
    const frames = framer.push(Buffer.from(`\r\n\r\n${message('a')}\r\n${message('')}\r\n\r\n`))
    expect(text(frames)).toEqual(['ping', message('a'), 'pong', message(''), 'ping'])
  })

  it('takes a body of line ends for a body', () => {
    expect(text(new StreamFramer().push(Buffer.from(message('\r\n\r\n\r\n'))))).toEqual([
      message('\r\n\r\n\r\n')
    ])
  })

  it.each([
    ['no Content-Length', 'OPTIONS sip:a SIP/2.0\r\nVia: x\r\n\r\n'],
    ['a Content-Length that is no number', 'X\r\nContent-Length: -5\r\n\r\n'],
    ['a message of a gigabyte', 'X\r\nContent-Length: 999999999\r\n\r\n'],
    ['a head that never ends', 'x'.repeat(64 * 1024 + 1)]
  ])('gives the stream up: %s', (_, bytes) => {
    expect(() => new StreamFramer().push(Buffer.from(bytes))).toThrow(FramingError)
  })

  it('throws nothing but FramingError, whatever arrives', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 100 })), (chunks) => {
        const framer = new StreamFramer()
        try {
          for (const chunk of chunks) framer.push(chunk)
        } catch (error) {
          expect(error).toBeInstanceOf(FramingError)
        }
      })
    )
  })

  it('is not slowed down by a large body that trickles in', () => {
    const framer = new StreamFramer()
    const bytes = Buffer.from(message('b'.repeat(200 * 1024)))
    const started = performance.now()
    let frames = 0
    for (let at = 0; at < bytes.length; at += 20)
      frames += framer.push(bytes.subarray(at, at + 20)).length
    expect(frames).toBe(1)
    // Joining at each of the 10,000 chunks would copy a gigabyte.
    expect(performance.now() - started).toBeLessThan(500)
  })
})
