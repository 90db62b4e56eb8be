import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { timeoutReply } from '../../../src-main/sip/flow/reply'
import {
  deltaSeconds,
  parseEvent,
  parseSubscriptionState
} from '../../../src-main/sip/message/event'
import { Pace } from '../../../src-main/sip/subscription/pace'
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
    ['deactivated', { kind: 'lost' }],
    ['timeout', { kind: 'lost' }]
  ])('by a NOTIFY with reason %s', (reason, failure) => {
    expect(failureOfTermination({ state: 'terminated', reason })).toEqual(failure)
    expect(
      failureOfTermination({ state: 'terminated', reason, retryAfterSeconds: 9 })
    ).toMatchObject({ retryAfterSeconds: 9 })
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
