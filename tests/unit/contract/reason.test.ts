import { describe, expect, it } from 'vitest'
import { answeredElsewhere, parseReasons, type Reason } from '@contract/telephony/reason'

describe('a Reason header', () => {
  it.each<[string, readonly Reason[]]>([
    ['Q.850;cause=16;text="Terminated"', [{ protocol: 'Q.850', cause: 16, text: 'Terminated' }]],
    [
      'sip ; cause = 600 ; text="Busy, \\"everywhere\\""',
      [{ protocol: 'SIP', cause: 600, text: 'Busy, "everywhere"' }]
    ],
    ['SIP;text=gone', [{ protocol: 'SIP', cause: null, text: 'gone' }]],
    [
      'SIP;cause=200;text="Call completed elsewhere", Q.850;cause=26',
      [
        { protocol: 'SIP', cause: 200, text: 'Call completed elsewhere' },
        { protocol: 'Q.850', cause: 26, text: null }
      ]
    ],
    ['', []],
    [';;"', []]
  ])('%s', (header, reasons) => {
    expect(parseReasons(header)).toEqual(reasons)
  })

  it.each([
    ['SIP;cause=200;text="Call completed elsewhere"', true],
    ['Q.850;cause=26', true],
    ['Q.850;cause=16, SIP;cause=200', true],
    ['Q.850;cause=200', false],
    ['SIP;cause=487', false],
    [undefined, false]
  ])('%s was answered elsewhere: %s', (reason, elsewhere) => {
    const end = { by: 'remote' as const, ...(reason === undefined ? {} : { reason }) }
    expect(answeredElsewhere(end)).toBe(elsewhere)
  })
})
