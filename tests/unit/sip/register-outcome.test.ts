import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { Reply } from '../../../src-main/sip/flow/reply'
import { timeoutReply, transportReply } from '../../../src-main/sip/flow/reply'
import { backoffMs, pauseAfterRefusalMs, RetryPause } from '../../../src-main/sip/retry-pause'
import { registrationRefreshMs } from '../../../src-main/sip/refresh-delay'
import { registerOutcome } from '../../../src-main/sip/registration/register-outcome'

const reply = (statusCode: number, headers: Record<string, string | string[]> = {}): Reply => ({
  statusCode,
  reasonPhrase: 'Phrase',
  origin: 'peer',
  header: (name) => [headers[name] ?? []].flat()[0],
  headers: (name) => [headers[name] ?? []].flat()
})
const contact = '<sip:adam@192.0.2.7:40000;transport=udp>'

describe('how long a registration lasts', () => {
  it.each<[string, Record<string, string | string[]>, number]>([
    ['at our Contact', { contact: `${contact};expires=120`, expires: '60' }, 120],
    [
      'at ours among others',
      { contact: ['<sip:adam@192.0.2.8:5060>;expires=10', `${contact};q=1;expires=120`] },
      120
    ],
    [
      'at ours, with other parameters and another case',
      { contact: ['<sip:x@y>;expires=1', '<sip:adam@192.0.2.7:40000;ob>;EXPIRES="90"'] },
      90
    ],
    [
      'at the only one, rewritten by the PBX',
      { contact: '<sip:adam@198.51.100.1:9>;expires=80' },
      80
    ],
    ['in Expires', { contact, expires: '70' }, 70],
    ['nowhere: what we asked for', { contact }, 300],
    ['as nonsense: what we asked for', { contact: `${contact};expires=soon` }, 300],
    ['as nothing: what we asked for', { contact: `${contact};expires=0` }, 300]
  ])('stands %s', (_, headers, expiresSeconds) => {
    expect(registerOutcome(reply(200, headers), contact, 300)).toEqual({
      kind: 'registered',
      expiresSeconds
    })
  })
})

describe('why a registration failed', () => {
  it.each([
    [401, 'refused', 'wrong-password'],
    [407, 'refused', 'wrong-password'],
    [403, 'refused', 'forbidden'],
    [404, 'refused', 'unknown-user'],
    [400, 'refused', 'not-accepted'],
    [302, 'refused', 'not-accepted'],
    [603, 'refused', 'not-accepted'],
    [408, 'retrying', 'no-answer'],
    [480, 'retrying', 'server-error'],
    [500, 'retrying', 'server-error'],
    [503, 'retrying', 'server-error']
  ])('%i: %s, %s', (statusCode, kind, reason) => {
    expect(registerOutcome(reply(statusCode), contact, 300)).toEqual({
      kind,
      reason,
      statusCode,
      reasonPhrase: 'Phrase'
    })
  })

  it('with what the PBX asks for', () => {
    const busy = reply(503, { 'retry-after': '120 (in maintenance);duration=60' })
    expect(registerOutcome(busy, contact, 300)).toMatchObject({ retryAfterSeconds: 120 })
  })

  it('without an answer there is no status', () => {
    expect(registerOutcome(timeoutReply, contact, 300)).toEqual({
      kind: 'retrying',
      reason: 'no-answer'
    })
    expect(registerOutcome(transportReply, contact, 300)).toEqual({
      kind: 'retrying',
      reason: 'connection-lost'
    })
  })
})

describe('waiting', () => {
  const random = fc.double({ min: 0, max: 1, noNaN: true })

  it('doubles from 0.5..1 s to 30..60 s', () => {
    expect(backoffMs(1_000, 60_000, 1, 0)).toBe(500)
    expect(backoffMs(1_000, 60_000, 1, 1)).toBe(1_000)
    expect(backoffMs(1_000, 60_000, 4, 1)).toBe(8_000)
    expect(backoffMs(1_000, 60_000, 10_000, 0)).toBe(30_000)
    expect(backoffMs(1_000, 60_000, 10_000, 1)).toBe(60_000)
  })

  it('after a refusal is a minute at least and half an hour at most', () => {
    fc.assert(
      fc.property(fc.nat(), random, (refusals, chance) => {
        const pause = pauseAfterRefusalMs(60_000, refusals, chance)
        expect(pause).toBeGreaterThanOrEqual(60_000)
        expect(pause).toBeLessThanOrEqual(33 * 60_000)
      })
    )
  })

  it('counts failures and refusals apart, and heeds what the PBX asks for within reason', () => {
    const pause = new RetryPause({
      backoffMinMs: 1_000,
      backoffMaxMs: 60_000,
      refusedPauseMs: 60_000
    })
    for (let failure = 0; failure < 10; failure++) pause.after({ kind: 'lost' })
    expect(pause.after({ kind: 'retrying' })).toBeGreaterThanOrEqual(30_000)
    expect(pause.after({ kind: 'refused' })).toBeLessThan(67_000)
    expect(pause.after({ kind: 'refused' })).toBeGreaterThanOrEqual(120_000)
    pause.forgetRefusals()
    expect(pause.after({ kind: 'refused' })).toBeLessThan(67_000)
    expect(pause.after({ kind: 'lost' })).toBeGreaterThanOrEqual(30_000)
    pause.forgetFailures()
    expect(pause.after({ kind: 'lost' })).toBeLessThanOrEqual(1_000)
    const asked = (retryAfterSeconds: number) => pause.after({ kind: 'lost', retryAfterSeconds })
    expect(asked(90)).toBeGreaterThanOrEqual(90_000)
    expect(asked(90)).toBeLessThanOrEqual(108_000)
    expect(asked(999_999_999)).toBeGreaterThanOrEqual(1_800_000)
    expect(asked(999_999_999)).toBeLessThanOrEqual(2_160_000)
  })

  it('to refresh ends before the expiry, leaves time for more attempts, and fits a timer', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 2 ** 32 }), random, (seconds, chance) => {
        const delay = registrationRefreshMs(seconds, chance)
        expect(delay).toBeGreaterThanOrEqual(1_000)
        expect(delay).toBeLessThan(seconds * 1_000)
        expect(delay).toBeLessThan(2 ** 31)
      })
    )
    expect(registrationRefreshMs(300, 1)).toBe(270_000)
    expect(registrationRefreshMs(60, 1)).toBe(30_000)
    expect(registrationRefreshMs(1, 0)).toBe(1_000)
  })
})
