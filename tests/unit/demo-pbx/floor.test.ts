import { describe, expect, test } from 'vitest'
import { Floor } from '../../../src-main/demo-pbx/floor/floor'
import { FakeClock } from '../../support/demo-pbx/fake-clock'

const extensions = ['744', '745', '746', '747', '888', '889']
const minuteMs = 60_000

interface Change {
  readonly extension: string
  readonly state: string
  readonly atMs: number
}

interface FloorSetting {
  readonly pace?: 'humane' | 'manual'
  readonly seed?: number
  readonly keepUntilMs?: (extension: string) => number
}

function openFloor({ pace = 'humane', seed = 1, keepUntilMs = () => 0 }: FloorSetting = {}) {
  const clock = new FakeClock()
  const changes: Change[] = []
  let state = seed
  const floor: Floor = new Floor({
    extensions,
    firstOnCall: '744',
    pace,
    clock,
    // A small generator that gives the same day for the same seed (Lehmer).
    random: () => (state = (state * 48_271) % 2_147_483_647) / 2_147_483_647,
    keepUntilMs,
    onChange: (extension, changed) => {
      changes.push({ extension, state: changed, atMs: clock.nowMs() })
    }
  })
  floor.open()
  return { clock, floor, changes }
}

describe('a humane day', () => {
  test('John talks to Emma from the start, for five minutes at least', () => {
    const { clock, floor } = openFloor()
    expect(floor.callOf('744')).toMatchObject({
      state: 'confirmed',
      direction: 'recipient',
      client: { name: 'Emma Clarke' }
    })
    const { id } = floor.callOf('744')!
    clock.advance(5 * minuteMs - 1)
    expect(floor.callOf('744')?.id).toBe(id)
    clock.advance(1)
    expect(floor.callOf('744')).toBeUndefined()
  })

  test.each([1, 7, 42])('ringing, talking and pauses last as people do (seed %i)', (seed) => {
    const { clock, changes } = openFloor({ seed })
    clock.advance(120 * minuteMs)
    const limits = { ringing: [3, 8], confirmed: [60, 240], terminated: [10, 60] }
    for (const extension of extensions) {
      const own = changes.filter((change) => change.extension === extension)
      expect(own.length).toBeGreaterThan(60)
      // The first call of 744 is longer on purpose, and does not ring.
      const first = extension === '744' ? 2 : 0
      for (const [index, change] of own.slice(first, -1).entries()) {
        const next = own[first + index + 1]!
        const seconds = (next.atMs - change.atMs) / 1_000
        const [from, to] = limits[change.state as keyof typeof limits]
        expect(seconds).toBeGreaterThanOrEqual(from!)
        expect(seconds).toBeLessThanOrEqual(to!)
      }
      const order = own.map((change) => change.state)
      for (const [index, state] of order.entries()) {
        expect(state).toBe(['ringing', 'confirmed', 'terminated'][index % 3])
      }
    }
  })

  test('no client is on two calls, and some calls are made by the agent', () => {
    const { clock, floor } = openFloor()
    const directions = new Set<string>()
    for (let minute = 0; minute < 60; minute += 1) {
      clock.advance(minuteMs)
      const calls = extensions.flatMap((extension) => floor.callOf(extension) ?? [])
      expect(new Set(calls.map(({ client }) => client.name)).size).toBe(calls.length)
      for (const { direction } of calls) directions.add(direction)
    }
    expect(directions).toEqual(new Set(['initiator', 'recipient']))
  })

  test('a supervised call goes on until the supervisor has had time with it', () => {
    let joinedAtMs = 0
    const { clock, floor } = openFloor({
      keepUntilMs: (extension) =>
        extension === '744' && joinedAtMs > 0 ? joinedAtMs + 2 * minuteMs : 0
    })
    clock.advance(4.5 * minuteMs)
    joinedAtMs = clock.nowMs()
    clock.advance(2 * minuteMs - 1)
    expect(floor.callOf('744')?.client.name).toBe('Emma Clarke')
    clock.advance(1)
    expect(floor.callOf('744')).toBeUndefined()
  })

  test('orders are obeyed at once, and the day goes on from there', () => {
    const { clock, floor, changes } = openFloor()
    floor.connect('745')
    expect(floor.callOf('745')?.state).toBe('confirmed')
    floor.hangUp('744')
    expect(floor.callOf('744')).toBeUndefined()
    clock.advance(10 * minuteMs)
    expect(changes.filter(({ extension }) => extension === '744').length).toBeGreaterThan(4)
  })

  test('nothing happens after it is closed', () => {
    const { clock, floor, changes } = openFloor()
    floor.close()
    const count = changes.length
    clock.advance(60 * minuteMs)
    expect(changes).toHaveLength(count)
  })
})

describe('at manual pace', () => {
  test('calls stand, and nobody calls', () => {
    const { clock, changes } = openFloor({ pace: 'manual' })
    clock.advance(24 * 60 * minuteMs)
    expect(changes.map(({ extension, state }) => `${extension} ${state}`)).toEqual([
      '744 ringing',
      '744 confirmed'
    ])
  })

  test('an agent rings, talks and hangs up when told so', () => {
    const { floor, clock, changes } = openFloor({ pace: 'manual' })
    changes.length = 0
    floor.ring('745')
    clock.advance(minuteMs)
    const ringing = floor.callOf('745')
    expect(ringing?.state).toBe('ringing')
    floor.connect('745')
    expect(floor.callOf('745')).toEqual({ ...ringing, state: 'confirmed', confirmedAtMs: minuteMs })
    floor.hangUp('745')
    expect(changes.map(({ state }) => state)).toEqual(['ringing', 'confirmed', 'terminated'])
  })

  test.each([
    ['a busy agent rings', (floor: Floor) => floor.ring('744')],
    ['a talking agent is connected', (floor: Floor) => floor.connect('744')],
    ['an idle agent hangs up', (floor: Floor) => floor.hangUp('745')],
    ['nobody knows the extension', (floor: Floor) => floor.connect('999')]
  ])('nothing happens when %s', (_, order) => {
    const { floor, changes } = openFloor({ pace: 'manual' })
    changes.length = 0
    order(floor)
    expect(changes).toEqual([])
  })
})
