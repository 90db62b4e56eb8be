import { describe, expect, it } from 'vitest'
import {
  bellAfter,
  bellSetAt,
  type BellState,
  type SeenExtension
} from '@contract/telephony/call-bell'
import { CallBells } from '../../../src-main/monitoring/call-bells'

const idle: SeenExtension = { status: 'idle', stale: false }
const ringing: SeenExtension = { status: 'ringing', stale: false }
const onCall: SeenExtension = { status: 'on-call', stale: false }
const unknown: SeenExtension = { status: 'unknown', stale: false }
const notAllowed: SeenExtension = { status: 'not-allowed', stale: false }
const wasOnCall: SeenExtension = { status: 'on-call', stale: true }
const wasIdle: SeenExtension = { status: 'idle', stale: true }

describe('a bell on an extension', () => {
  it.each<{ what: string; at: SeenExtension | undefined; then: SeenExtension[]; ends: BellState }>([
    { what: 'set while idle, a call', at: idle, then: [onCall], ends: 'rings' },
    { what: 'set while idle, it only rings', at: idle, then: [ringing], ends: 'waits-for-call' },
    {
      what: 'set while idle, it rings and is taken',
      at: idle,
      then: [ringing, onCall],
      ends: 'rings'
    },
    { what: 'set while it rings, taken', at: ringing, then: [onCall], ends: 'rings' },
    { what: 'set while it rings, not taken', at: ringing, then: [idle], ends: 'waits-for-call' },
    { what: 'set during a call, which goes on', at: onCall, then: [onCall], ends: 'waits-for-end' },
    { what: 'set during a call, which ends', at: onCall, then: [idle], ends: 'waits-for-call' },
    { what: 'set during a call, the next', at: onCall, then: [idle, onCall], ends: 'rings' },
    {
      what: 'set during a call, another rings at once',
      at: onCall,
      then: [ringing, onCall],
      ends: 'rings'
    },
    { what: 'set unseen, and nothing comes', at: undefined, then: [], ends: 'waits-for-call' },
    {
      what: 'set while unknown, still unknown',
      at: unknown,
      then: [unknown],
      ends: 'waits-for-call'
    },
    { what: 'set while unknown, a call is seen', at: unknown, then: [onCall], ends: 'rings' },
    {
      what: 'set while stale, still stale',
      at: wasOnCall,
      then: [wasOnCall],
      ends: 'waits-for-call'
    },
    { what: 'set while stale, a call is seen', at: wasOnCall, then: [onCall], ends: 'rings' },
    { what: 'set while stale, idle is seen', at: wasOnCall, then: [idle], ends: 'waits-for-call' },
    { what: 'out of sight while it waits', at: idle, then: [wasIdle, onCall], ends: 'rings' },
    {
      what: 'out of sight during the call it waits out',
      at: onCall,
      then: [wasOnCall, onCall],
      ends: 'waits-for-end'
    },
    { what: 'the PBX refuses to tell', at: idle, then: [notAllowed], ends: 'waits-for-call' },
    { what: 'out of sight after it rang', at: idle, then: [onCall, wasOnCall], ends: 'rings' },
    { what: 'the call that it rang for ends', at: idle, then: [onCall, idle], ends: 'over' },
    { what: 'the call after that', at: idle, then: [onCall, idle, onCall], ends: 'over' }
  ])('$what: $ends', ({ at, then, ends }) => {
    expect(then.reduce(bellAfter, bellSetAt(at))).toBe(ends)
  })
})

const john = { extension: '744', name: 'John Miller' }
const anna = { extension: '745', name: 'Anna Weber' }

function desk() {
  const told: string[] = []
  const bells = new CallBells({
    changed: (waiting) => {
      told.push(`waiting ${waiting.map(({ extension }) => extension).join(' ')}`.trim())
    },
    rings: ({ customerId, name }) => told.push(`rings ${customerId} ${name}`),
    silent: ({ extension }) => told.push(`silent ${extension}`)
  })
  return { bells, told: () => told.splice(0) }
}

describe('the bells', () => {
  it('tell once of the next call, and when it is over', () => {
    const { bells, told } = desk()
    bells.set('acme', '744', { ...john, ...idle })
    expect(told()).toEqual(['waiting 744'])
    bells.see('acme', [
      { ...john, ...onCall },
      { ...anna, ...onCall }
    ])
    expect(told()).toEqual(['waiting', 'rings acme John Miller'])
    bells.see('acme', [{ ...john, ...onCall }])
    expect(told()).toEqual([])
    bells.see('acme', [{ ...john, ...idle }])
    expect(told()).toEqual(['silent 744'])
    bells.see('acme', [{ ...john, ...onCall }])
    expect(told()).toEqual([])
  })

  it('say that they wait for the call after this one', () => {
    const { bells } = desk()
    bells.set('acme', '744', { ...john, ...onCall })
    expect(bells.waiting).toEqual([{ customerId: 'acme', extension: '744', afterThisCall: true }])
    bells.see('acme', [{ ...john, ...idle }])
    expect(bells.waiting).toMatchObject([{ afterThisCall: false }])
  })

  it('of an extension in two hunt groups rings once', () => {
    const { bells, told } = desk()
    bells.set('acme', '744', { ...john, ...idle })
    told()
    bells.see('acme', [
      { ...john, ...onCall },
      { ...john, ...onCall }
    ])
    expect(told().filter((what) => what.startsWith('rings'))).toHaveLength(1)
  })

  it('of another customer are not meant by the same number', () => {
    const { bells, told } = desk()
    bells.set('acme', '744', { ...john, ...idle })
    told()
    bells.see('birch', [{ ...john, ...onCall }])
    expect(told()).toEqual([])
  })

  it('can be taken back, also after they rang', () => {
    const { bells, told } = desk()
    bells.set('acme', '744', { ...john, ...idle })
    bells.unset('acme', '744')
    bells.see('acme', [{ ...john, ...onCall }])
    expect(told()).toEqual(['waiting 744', 'waiting'])
    bells.set('acme', '745', { ...anna, ...idle })
    bells.see('acme', [{ ...anna, ...onCall }])
    told()
    bells.set('acme', '745', { ...anna, ...onCall })
    expect(told()).toEqual(['silent 745', 'waiting 745'])
    expect(bells.waiting).toMatchObject([{ afterThisCall: true }])
  })

  it('go with the extension', () => {
    const { bells, told } = desk()
    bells.set('acme', '744', { ...john, ...idle })
    bells.set('acme', '745', { ...anna, ...idle })
    bells.set('birch', '744', undefined)
    bells.see('acme', [{ ...anna, ...onCall }])
    told()
    bells.keep((customerId, extension) => customerId === 'birch' && extension === '744')
    expect(told()).toEqual(['silent 745', 'waiting 744'])
    bells.keep(() => true)
    expect(told()).toEqual([])
  })

  it('of nobody cost nothing, whatever the rows say', () => {
    const { bells, told } = desk()
    const rows = new Proxy([], {
      get: () => {
        throw new Error('the rows were looked at')
      }
    })
    bells.see('acme', rows)
    expect(told()).toEqual([])
  })
})
