import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timeoutReply } from '../../../src-main/sip/flow/reply'
import {
  deltaSeconds,
  parseEvent,
  parseSubscriptionState
} from '../../../src-main/sip/message/event'
import { Pace } from '../../../src-main/sip/subscription/pace'
import { subscriptionRefreshMs } from '../../../src-main/sip/refresh-delay'
import {
  failureOfReply,
  failureOfTermination
} from '../../../src-main/sip/subscription/subscribe-outcome'

describe('Subscription-State', () => {
  it.each([
    ['active;expires=299', { state: 'active', expiresSeconds: 299 }],
    ['Active ; Expires=1', { state: 'active', expiresSeconds: 1 }],
    ['pending', { state: 'pending' }],
    [
      'terminated;reason=probation;retry-after=30',
      { state: 'terminated', reason: 'probation', retryAfterSeconds: 30 }
    ],
    ['terminated; Reason="NoResource"', { state: 'terminated', reason: 'noresource' }]
  ])('%s', (value, expected) => {
    expect(parseSubscriptionState(value)).toEqual(expected)
  })

  it.each(['', 'init', 'gone;expires=1'])('is not "%s"', (value) => {
    expect(parseSubscriptionState(value)).toBeUndefined()
  })

  it('and Event have their names without parameters', () => {
    expect(parseEvent('Dialog;id=4')).toBe('dialog')
    expect(deltaSeconds(' 30 (busy)')).toBe(30)
    expect(deltaSeconds('soon')).toBeUndefined()
  })
})

describe('a subscription that failed', () => {
  it.each([
    [403, 'refused'],
    [404, 'refused'],
    [489, 'refused'],
    [401, 'refused'],
    [405, 'refused'],
    [603, 'refused'],
    [481, 'lost'],
    [480, 'lost'],
    [408, 'lost'],
    [500, 'lost'],
    [503, 'lost']
  ])('with %i is %s', (statusCode, kind) => {
    const failure = failureOfReply({ statusCode, reasonPhrase: 'X', origin: 'peer' }, 7)
    expect(failure).toMatchObject({ kind, retryAfterSeconds: 7 })
  })

  it('without an answer is lost', () => {
    expect(failureOfReply(timeoutReply, undefined)).toEqual({ kind: 'lost' })
  })

  it.each([
    ['rejected', { kind: 'refused', response: { statusCode: 403, reasonPhrase: 'Forbidden' } }],
    ['noresource', { kind: 'refused', response: { statusCode: 404, reasonPhrase: 'Not Found' } }],
    ['deactivated', { kind: 'lost', atOnce: true }],
    ['timeout', { kind: 'lost', atOnce: true }],
    ['probation', { kind: 'lost' }],
    ['giveup', { kind: 'lost' }],
    ['something else', { kind: 'lost' }]
  ])('by a NOTIFY with reason %s', (reason, failure) => {
    expect(failureOfTermination({ state: 'terminated', reason })).toEqual(failure)
    expect(
      failureOfTermination({ state: 'terminated', reason, retryAfterSeconds: 9 })
    ).toMatchObject({ retryAfterSeconds: 9 })
  })
})

describe('a subscription that will never change again', () => {
  it('is not asked for again, whatever pause the PBX names', () => {
    const state = { state: 'terminated', reason: 'invariant', retryAfterSeconds: 5 } as const
    expect(failureOfTermination(state)).toEqual({ kind: 'final' })
  })
})

describe('the refresh of a subscription', () => {
  it('is due well before it expires, never more than once a second, and never later than 12 hours', () => {
    fc.assert(
      fc.property(fc.nat(1e9), fc.double({ min: 0, max: 1, noNaN: true }), (seconds, random) => {
        const delayMs = subscriptionRefreshMs(seconds, random)
        expect(delayMs).toBeGreaterThanOrEqual(1_000)
        expect(delayMs).toBeLessThanOrEqual(Math.max(1_000, seconds * 900, 1_000))
        expect(delayMs).toBeLessThanOrEqual(12 * 3_600_000)
      })
    )
  })

  it('spreads two thousand that began together: no second has more than one in twenty of them', () => {
    const perSecond = new Map<number, number>()
    for (let index = 0; index < 2_000; index++) {
      const second = Math.floor(subscriptionRefreshMs(300, Math.random()) / 1_000)
      perSecond.set(second, (perSecond.get(second) ?? 0) + 1)
    }
    expect(Math.max(...perSecond.values())).toBeLessThan(100)
    expect(perSecond.size).toBeGreaterThan(80)
  })
})

describe('the pace of SUBSCRIBEs', () => {
  beforeEach(() => {
    vi.useFakeTimers()
  })
  afterEach(() => {
    vi.useRealTimers()
  })

  it('is one in each interval, in order, the first at once', () => {
    const pace = new Pace(20)
    const ran: number[] = []
    for (let task = 0; task < 100; task++) pace.add(() => ran.push(task))
    expect(ran).toEqual([0])
    vi.advanceTimersByTime(999)
    expect(ran).toHaveLength(50)
    vi.advanceTimersByTime(10_000)
    expect(ran).toEqual(Array.from({ length: 100 }, (_, task) => task))
    expect(vi.getTimerCount()).toBe(0)
  })

  it('lets a task leave the queue', () => {
    const pace = new Pace(20)
    const ran: string[] = []
    pace.add(() => ran.push('a'))
    const leave = pace.add(() => ran.push('b'))
    pace.add(() => ran.push('c'))
    leave()
    leave()
    vi.advanceTimersByTime(100)
    expect(ran).toEqual(['a', 'c'])
  })

  it('tells how far a burst has come, and nothing of a single task', () => {
    const told: unknown[] = []
    const pace = new Pace(20, (burst) => told.push(burst))
    pace.add(() => undefined)
    vi.advanceTimersByTime(100)
    expect(told).toEqual([])
    for (let task = 0; task < 3; task++) pace.add(() => undefined)
    const leave = pace.add(() => undefined)
    leave()
    vi.advanceTimersByTime(100)
    expect(told).toEqual([{ done: 2, total: 3 }, { done: 3, total: 3 }, null])
  })

  it('lets a refresh go before a thousand that are new, and counts it in no burst', () => {
    const told: unknown[] = []
    const ran: string[] = []
    const pace = new Pace(20, (burst) => told.push(burst))
    for (const name of ['a', 'b', 'c']) pace.add(() => ran.push(name))
    for (const name of ['x', 'y']) pace.add(() => ran.push(name), 'soon')
    vi.advanceTimersByTime(1_000)
    expect(ran).toEqual(['a', 'x', 'y', 'b', 'c'])
    expect(told).toEqual([{ done: 2, total: 3 }, { done: 3, total: 3 }, null])
    expect(vi.getTimerCount()).toBe(0)
  })

  it('can be cleared, and used again', () => {
    const pace = new Pace(20)
    const ran: string[] = []
    for (const name of ['a', 'b']) pace.add(() => ran.push(name))
    pace.clear()
    vi.advanceTimersByTime(100)
    pace.add(() => ran.push('c'))
    expect(ran).toEqual(['a', 'c'])
  })
})
