import { describe, expect, it } from 'vitest'
import type { CallEnd } from '@contract/telephony/call-state'
import { phoneOutcome, type PhoneOutcome } from '@contract/telephony/phone-outcome'
import { reasonText, reasonValues } from '@contract/telephony/reason-header'

describe('the Reason header field (RFC 3326)', () => {
  it('reads protocol, cause and text, also several values and odd spacing', () => {
    expect(
      reasonValues('Q.850 ;cause=21 ; text="Call; \\"Rejected\\", really", sip;cause=200')
    ).toEqual([
      { protocol: 'Q.850', cause: 21, text: 'Call; "Rejected", really' },
      { protocol: 'SIP', cause: 200, text: null }
    ])
  })

  it.each(['', ';;;', ',', '"', 'Q.850;cause="x'])('makes nothing up of %j', (header) => {
    expect(reasonValues(header).every(({ cause, text }) => cause === null && text === null)).toBe(
      true
    )
  })

  it('is readable', () => {
    expect(reasonText('Q.850;cause=17;text="User busy"')).toBe('Q.850 17 User busy')
    expect(reasonText('SIP;cause=200')).toBe('SIP 200')
  })
})

describe('how a call ended', () => {
  it.each<[CallEnd, PhoneOutcome]>([
    [{ by: 'local' }, 'hung-up'],
    [{ by: 'remote' }, 'they-hung-up'],
    [{ by: 'network' }, 'connection-lost']
  ])('a connected call: %o is %s', (end, outcome) => {
    expect(phoneOutcome({ direction: 'incoming', wasConnected: true }, end)).toBe(outcome)
    expect(phoneOutcome({ direction: 'outgoing', wasConnected: true }, end)).toBe(outcome)
  })

  it.each<[CallEnd, PhoneOutcome]>([
    [{ by: 'remote' }, 'missed'],
    [{ by: 'remote', reason: 'Q.850;cause=16' }, 'missed'],
    [
      { by: 'remote', reason: 'SIP;cause=200;text="Call completed elsewhere"' },
      'answered-elsewhere'
    ],
    [{ by: 'local', statusCode: 603 }, 'rejected'],
    [{ by: 'rejected', statusCode: 488 }, 'no-common-audio'],
    [{ by: 'network' }, 'connection-lost']
  ])('a call that rang here: %o is %s', (end, outcome) => {
    expect(phoneOutcome({ direction: 'incoming', wasConnected: false }, end)).toBe(outcome)
  })

  it.each<[number, PhoneOutcome]>([
    [486, 'busy'],
    [600, 'busy'],
    [603, 'declined'],
    [408, 'no-answer'],
    [480, 'unavailable'],
    [404, 'not-found'],
    [403, 'not-allowed'],
    [488, 'no-common-audio'],
    [500, 'refused']
  ])('a call of ours that was answered %i is %s', (statusCode, outcome) => {
    const call = { direction: 'outgoing', wasConnected: false } as const
    expect(phoneOutcome(call, { by: 'rejected', statusCode })).toBe(outcome)
    expect(phoneOutcome(call, { by: 'local' })).toBe('cancelled')
  })
})
