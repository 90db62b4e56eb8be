import { describe, expect, it } from 'vitest'
import { SipTrace } from '../../../src-main/diagnostics/sip-trace'
import { traceCapture } from '../../../src-main/diagnostics/trace-capture'
import { traceText } from '../../../src-main/diagnostics/trace-text'
import type { WireMessage } from '../../../src-main/diagnostics/wire-message'
import { readCapture } from '../../support/diagnostics/read-capture'

const at = Date.UTC(2026, 4, 6, 7, 8, 9, 123)
const request = (extra = '') => `OPTIONS sip:744@pbx SIP/2.0\r\nCall-ID: a\r\n${extra}\r\n`

function fileOf(...messages: Partial<WireMessage>[]) {
  const trace = new SipTrace(() => at)
  trace.record(true)
  const tap = trace.wireOf('Nórthwind\n"A"')
  for (const part of messages)
    tap({
      direction: 'sent',
      protocol: 'UDP',
      local: { host: '192.0.2.1', port: 40_000 },
      remote: { host: '198.51.100.7', port: 5_060 },
      bytes: Buffer.from(request()),
      ...part
    })
  return { entries: trace.entries, dropped: 3, exportedAt: at, producer: 'Coachline 0.1.0' }
}

describe('a trace as text', () => {
  it('says when, between whom and what', () => {
    const text = traceText(fileOf({}, { direction: 'received', protocol: 'TLS' }))
    expect(text.split('\n\n').slice(1).join('\n\n')).toBe(
      [
        '2026/05/06 07:08:09.123 192.0.2.1:40000 -> 198.51.100.7:5060 UDP "Nórthwind "A""',
        'OPTIONS sip:744@pbx SIP/2.0\nCall-ID: a\n\n\n',
        '2026/05/06 07:08:09.123 198.51.100.7:5060 -> 192.0.2.1:40000 TLS "Nórthwind "A""',
        'OPTIONS sip:744@pbx SIP/2.0\nCall-ID: a\n\n\n',
        ''
      ].join('\n')
    )
    expect(text).toContain('# 2 messages; 3 older ones had fallen out of the buffer')
  })

  it('gives a terminal no orders', () => {
    const text = traceText(fileOf({ bytes: Buffer.from(request('X: \u001b[2J\u0007\u009b\r\n')) }))
    expect(text).toContain('X: \ufffd[2J\ufffd\ufffd')
  })
})

describe('a trace as a capture', () => {
  it('is read by the rules, with addresses, times, directions and remarks', () => {
    const capture = readCapture(
      traceCapture(
        fileOf(
          {},
          { direction: 'received', protocol: 'TLS', bytes: Buffer.from(request('X: odd\r\n')) },
          {
            local: { host: 'fe80::1%eth0', port: 1 },
            remote: { host: '2001:db8::2', port: 65_535 }
          },
          { local: { host: '::', port: 2 }, remote: { host: '198.51.100.7', port: 5_060 } }
        )
      )
    )
    expect(capture.producer).toBe('Coachline 0.1.0')
    expect(capture.comment).toContain('were replaced by x')
    expect(capture.comment).toContain('written as one UDP datagram')
    const told = capture.packets.map(({ payload, ...packet }) => ({
      ...packet,
      text: payload.toString()
    }))
    const name = 'Nórthwind\n"A"'
    expect(told).toEqual([
      {
        atMs: at,
        direction: 'sent',
        comment: `UDP, ${name}`,
        from: '192.0.2.1:40000',
        to: '198.51.100.7:5060',
        text: request()
      },
      {
        atMs: at,
        direction: 'received',
        comment: `TLS, ${name}`,
        from: '198.51.100.7:5060',
        to: '192.0.2.1:40000',
        text: request('X: odd\r\n')
      },
      expect.objectContaining({
        from: 'fe800000000000000000000000000001:1',
        to: '20010db8000000000000000000000002:65535'
      }),
      expect.objectContaining({ to: '00000000000000000000ffffc6336407:5060' })
    ])
  })

  it('cuts a message that no datagram can hold, and says so', () => {
    const bytes = Buffer.from(request(`X: ${'y'.repeat(70_000)}\r\n`))
    const [packet] = readCapture(traceCapture(fileOf({ bytes, protocol: 'TCP' }))).packets
    expect(packet?.payload.length).toBe(65_507)
    expect(packet?.comment).toContain(`cut from ${bytes.length} bytes`)
  })
})
