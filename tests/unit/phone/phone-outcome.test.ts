import { describe, expect, it } from 'vitest'
import type { CallEnd } from '@contract/telephony/call-state'
import { phoneOutcome, type PhoneOutcome } from '@contract/telephony/phone-outcome'
import { reasonText } from '@contract/telephony/reason'

describe('the reasons of a PBX', () => {
  it.each([
    ['Q.850;cause=17;text="User busy"', 'Q.850 17 User busy'],
    ['SIP;cause=200, Q.850;cause=16', 'SIP 200, Q.850 16'],
    ['', '']
  ])('%j reads %j', (header, text) => {
    expect(reasonText(header)).toBe(text)
  })

  it('are read at once, also when they mean harm', () => {
    expect(reasonText(`Q.850;text="${'\\"'.repeat(50_000)}`).length).toBeLessThan(2_000)
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
