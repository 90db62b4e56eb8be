import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { TurnOutcome } from '@contract/ipc/media-protocol'
import { describeGathered } from '../../../src-renderer/audio-engine/gathered'
import { TurnWatch } from '../../../src-renderer/audio-engine/turn-watch'
import { FakePeerConnection } from '../../support/media/fake-peer-connection'

const relay = 'a=candidate:1 1 udp 41885439 192.0.2.9 50000 typ relay raddr 0.0.0.0 rport 0\r\n'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** @returns after how many milliseconds an offer leaves, and with what */
async function leavesAfter(fake: FakePeerConnection, wantsRelay: boolean) {
  const begunAt = Date.now()
  const offer = describeGathered(fake.connection, wantsRelay)
  let leftAt = -1
  void offer.then(() => {
    leftAt = Date.now()
  })
  await vi.advanceTimersByTimeAsync(10_000)
  return { afterMs: leftAt - begunAt, sdp: await offer }
}

describe('an offer leaves', () => {
  it.each<[string, boolean, (fake: FakePeerConnection) => void, number]>([
    ['as soon as everything is gathered', true, (fake) => fake.completes(300), 300],
    ['after a second without that', false, () => {}, 1_000],
    ['after a second, too, when the relay is there', true, (fake) => fake.finds(relay, 700), 1_000],
    ['with the relay, when that takes longer', true, (fake) => fake.finds(relay, 1_500), 1_500],
    ['after two seconds without the relay', true, (fake) => fake.finds(relay, 2_500), 2_000],
    ['when there will be no relay any more', true, (fake) => fake.completes(1_200), 1_200]
  ])('%s', async (_, wantsRelay, happens, expected) => {
    const fake = new FakePeerConnection()
    happens(fake)
    expect((await leavesAfter(fake, wantsRelay)).afterMs).toBe(expected)
  })

  it('with a relay that came late', async () => {
    const fake = new FakePeerConnection()
    fake.finds(relay, 1_500)
    expect((await leavesAfter(fake, true)).sdp).toContain('typ relay')
  })

  it('at once when it brings no new credentials', async () => {
    const fake = new FakePeerConnection()
    fake.completes(100)
    await leavesAfter(fake, true)
    expect((await leavesAfter(fake, true)).afterMs).toBe(0)
  })
})

describe('what became of a TURN server', () => {
  const url = 'turn:turn.example?transport=udp'
  const watched = (urls: readonly string[]) => {
    const fake = new FakePeerConnection()
    const told: TurnOutcome[] = []
    const servers = urls.map((each) => ({ url: each }))
    const watch = new TurnWatch(fake.connection, servers, (outcome) => told.push(outcome))
    return { fake, told, watch }
  }

  it('is told once, and again when it changes', async () => {
    const { fake, told, watch } = watched([url])
    fake.fails(url, 701, 'TURN host lookup received error.')
    watch.gathered()
    watch.gathered()
    fake.finds(relay, 10)
    await leavesAfter(fake, true)
    watch.gathered()
    expect(told).toEqual([{ kind: 'unreachable' }, { kind: 'relays' }])
  })

  it('is its own answer, whatever STUN says', () => {
    const { fake, told, watch } = watched(['stun:stun.example', url])
    fake.fails(url, 401, 'Unauthorized')
    fake.fails('stun:stun.example', 500, 'Server Error')
    watch.gathered()
    expect(told).toEqual([{ kind: 'refused', statusCode: 401, reasonPhrase: 'Unauthorized' }])
  })

  it('is nothing where there is none', () => {
    const { told, watch } = watched(['stun:stun.example'])
    watch.gathered()
    expect([watch.isWanted, told]).toEqual([false, []])
  })
})
