import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { SipTrace } from '../../../src-main/diagnostics/sip-trace'
import type { WireMessage } from '../../../src-main/diagnostics/wire-message'

const options = (callId: string, cseq = 1) =>
  [
    'OPTIONS sip:744@pbx SIP/2.0',
    `Call-ID: ${callId}`,
    `CSeq: ${cseq} OPTIONS`,
    'From: "Adam" <sip:adam@pbx>;tag=1',
    'To: <sip:%2a90744@pbx>',
    '',
    ''
  ].join('\r\n')

const wire = (text: string, part: Partial<WireMessage> = {}): WireMessage => ({
  direction: 'sent',
  protocol: 'UDP',
  local: { host: '192.0.2.1', port: 40_000 },
  remote: { host: '2001:db8::1', port: 5_060 },
  bytes: Buffer.from(text),
  ...part
})

function recordingTrace(limits?: { messages: number; bytes: number }) {
  let now = 1_000
  const trace = new SipTrace(() => now++, limits)
  trace.record(true)
  return { trace, tap: trace.wireOf('Northwind') }
}

describe('a SIP trace', () => {
  it('records only while it is on, and keeps what it has when it is turned off', async () => {
    const trace = new SipTrace(() => 5)
    const tap = trace.wireOf('Northwind')
    tap(wire(options('a')))
    trace.record(true)
    tap(wire(options('b')))
    trace.record(false)
    tap(wire(options('c')))
    const { recording, messages } = await trace.read(null)
    expect(recording).toBe(false)
    expect(messages).toEqual([
      {
        id: 2,
        at: 5,
        direction: 'sent',
        protocol: 'UDP',
        local: '192.0.2.1:40000',
        remote: '[2001:db8::1]:5060',
        customer: 'Northwind',
        bytes: options('b').length,
        repeated: false,
        summary: {
          method: 'OPTIONS',
          statusCode: null,
          reasonPhrase: '',
          callId: 'b',
          cseq: 1,
          from: 'adam',
          to: '*90744'
        }
      }
    ])
  })

  it('says what a response answers, and what is no SIP message', async () => {
    const { trace, tap } = recordingTrace()
    tap(wire('SIP/2.0 486 Busy Here\r\ni: x\r\nCSeq: 7 INVITE\r\n\r\n', { direction: 'received' }))
    tap(wire('GET / HTTP/1.1\r\n\r\n', { direction: 'received' }))
    const { messages } = await trace.read(null)
    expect(messages[0]?.summary).toMatchObject({
      method: 'INVITE',
      statusCode: 486,
      reasonPhrase: 'Busy Here',
      callId: 'x',
      cseq: 7
    })
    expect(messages[1]?.summary).toBeNull()
    expect(trace.textOf(messages[1]?.id ?? 0)).not.toContain('HTTP')
  })

  it('shows text as it was, and no text of what is gone', () => {
    const { trace, tap } = recordingTrace()
    const text = options('ü')
    tap(wire(text))
    const id = trace.entries[0]?.id ?? 0
    expect(trace.textOf(id)).toBe(text)
    trace.clear()
    expect(trace.textOf(id)).toBeNull()
  })

  it('marks what was sent again, in the same direction', async () => {
    const { trace, tap } = recordingTrace()
    for (const direction of ['sent', 'sent', 'received'] as const)
      tap(wire(options('a'), { direction }))
    tap(wire(options('a', 2)))
    const { messages } = await trace.read(null)
    expect(messages.map(({ repeated }) => repeated)).toEqual([false, true, false, false])
  })

  it('answers a reader at once when there is something new, and else when there is', async () => {
    const { trace, tap } = recordingTrace()
    tap(wire(options('a')))
    const first = await trace.read(null)
    const waiting = trace.read(first.revision)
    tap(wire(options('b')))
    tap(wire(options('c')))
    const second = await waiting
    expect(second.messages.map(({ summary }) => summary?.callId)).toEqual(['b'])
    const third = await trace.read(second.revision)
    expect(third.messages.map(({ summary }) => summary?.callId)).toEqual(['c'])
  })

  it('tells a reader that it was cleared or turned off', async () => {
    const { trace, tap } = recordingTrace()
    tap(wire(options('a')))
    const { revision } = await trace.read(null)
    const cleared = trace.read(revision)
    trace.clear()
    expect(await cleared).toMatchObject({ messages: [], firstId: revision + 2 })
    const off = trace.read(revision + 1)
    trace.record(false)
    expect(await off).toMatchObject({ recording: false })
  })

  it('lets only one reader wait, so that windows that are gone cost nothing', async () => {
    const { trace, tap } = recordingTrace()
    const { revision } = await trace.read(null)
    const left = trace.read(revision)
    const waiting = trace.read(revision)
    expect(await left).toMatchObject({ revision, messages: [] })
    tap(wire(options('a')))
    expect((await waiting).messages).toHaveLength(1)
  })

  it('is never longer or larger than it may be, and counts what fell out', () => {
    const step = fc.oneof(
      { weight: 20, arbitrary: fc.nat(300).map((padding) => options('x'.repeat(padding))) },
      { weight: 1, arbitrary: fc.constant('clear') }
    )
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const { trace, tap } = recordingTrace({ messages: 10, bytes: 2_000 })
        let taken = 0
        for (const text of steps) {
          if (text === 'clear') {
            trace.clear()
            taken = 0
            continue
          }
          tap(wire(text))
          taken += 1
          const bytes = trace.entries.reduce((sum, entry) => sum + entry.bytes, 0)
          expect(bytes).toBeLessThanOrEqual(2_000)
          expect(trace.entries.length).toBeLessThanOrEqual(10)
          expect(trace.entries.length + trace.dropped).toBe(taken)
          expect(trace.entries.at(-1)?.bytes).toBe(text.length)
        }
      })
    )
  })
})
