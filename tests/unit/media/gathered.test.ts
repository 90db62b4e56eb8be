import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CandidateCounts, TurnOutcome } from '@contract/ipc/media-protocol'
import { describeGathered } from '../../../src-renderer/audio-engine/gathered'
import { TurnWatch } from '../../../src-renderer/audio-engine/turn-watch'
import { FakePeerConnection } from '../../support/media/fake-peer-connection'

const candidate = (kind: string) => `a=candidate:1 1 udp 41885439 192.0.2.9 50000 typ ${kind}\r\n`
const relay = candidate('relay')
const tcpHost = 'a=candidate:2 1 tcp 1518214911 192.0.2.2 9 typ host tcptype active\r\n'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function hostAt5(): FakePeerConnection {
  const fake = new FakePeerConnection()
  fake.finds(candidate('host'), 5)
  return fake
}

/** @returns after how many milliseconds an offer leaves, with what, and what is told of it when */
async function leavesAfter(
  fake: FakePeerConnection,
  wantsRelay: boolean,
  expected: CandidateCounts | null = null
) {
  const begunAt = Date.now()
  const told: string[] = []
  const tell = (what: string, { host, srflx, relay }: CandidateCounts) => {
    told.push(`${what} ${host}/${srflx}/${relay} after ${Date.now() - begunAt}`)
  }
  const offer = describeGathered(fake.connection, wantsRelay, expected, {
    gathered: (counts) => tell('found', counts),
    late: (counts) => tell('late', counts)
  })
  let leftAt = -1
  void offer.then(() => {
    leftAt = Date.now()
  })
  await vi.advanceTimersByTimeAsync(10_000)
  return { afterMs: leftAt - begunAt, sdp: await offer, told }
}

describe('an offer of which nothing is known leaves', () => {
  it.each<[string, boolean, (fake: FakePeerConnection) => void, number]>([
    ['as soon as everything is gathered', true, (fake) => fake.completes(300), 300],
    ['after a second without that', false, () => {}, 1_000],
    ['after a second, too, when the relay is there', true, (fake) => fake.finds(relay, 700), 1_000],
    ['with the relay, when that takes longer', true, (fake) => fake.finds(relay, 1_500), 1_500],
    ['after two seconds without the relay', true, (fake) => fake.finds(relay, 2_500), 2_000],
    ['when there will be no relay any more', true, (fake) => fake.completes(1_200), 1_200]
  ])('%s', async (_, wantsRelay, happens, expected) => {
    const fake = hostAt5()
    happens(fake)
    expect((await leavesAfter(fake, wantsRelay)).afterMs).toBe(expected)
  })

  it('with a relay that came late', async () => {
    const fake = new FakePeerConnection()
    fake.finds(relay, 1_500)
    expect((await leavesAfter(fake, true)).sdp).toContain('typ relay')
  })

  it('at once when it brings no new credentials, and nothing is told of it', async () => {
    const fake = new FakePeerConnection()
    fake.completes(100)
    await leavesAfter(fake, true)
    expect(await leavesAfter(fake, true)).toMatchObject({ afterMs: 0, told: [] })
  })
})

describe('an offer of which is known what can be found', () => {
  it('leaves with as much, and is told when it would have left without knowing', async () => {
    const fake = hostAt5()
    const { afterMs, told } = await leavesAfter(fake, true, { host: 1, srflx: 0, relay: 0 })
    expect([afterMs, told]).toEqual([5, ['found 1/0/0 after 2000']])
  })

  it.each<[string, CandidateCounts, number]>([
    ['each address', { host: 2, srflx: 0, relay: 0 }, 7],
    ['what STUN says', { host: 1, srflx: 1, relay: 0 }, 40],
    ['the relay', { host: 1, srflx: 0, relay: 1 }, 60]
  ])('waits for %s', async (_, expected, afterMs) => {
    const fake = hostAt5()
    // Of no use to a PBX, and of no other kind than a second address.
    fake.finds(tcpHost, 6)
    fake.finds(candidate('host'), 7)
    fake.finds(candidate('srflx'), 40)
    fake.finds(relay, 60)
    expect((await leavesAfter(fake, true, expected)).afterMs).toBe(afterMs)
  })

  it('waits no longer for what does not come again', async () => {
    const { afterMs, told } = await leavesAfter(hostAt5(), false, { host: 1, srflx: 1, relay: 0 })
    expect([afterMs, told]).toEqual([1_000, ['found 1/0/0 after 1000']])
  })

  it('hears of what a dead server found after all, in time or later', async () => {
    const fake = hostAt5()
    fake.finds(candidate('srflx'), 700)
    fake.finds(candidate('srflx'), 1_700)
    const { afterMs, told } = await leavesAfter(fake, false, { host: 1, srflx: 0, relay: 0 })
    expect([afterMs, told]).toEqual([5, ['found 1/1/0 after 1000', 'late 1/2/0 after 1700']])
  })

  it.each<[string, (fake: FakePeerConnection) => void]>([
    ['is closed', (fake) => (fake.signalingState = 'closed')],
    ['gathers anew', (fake) => (fake.localDescription = { sdp: 'a=ice-ufrag:wxyz\r\n' })]
  ])('is not told of when the connection %s meanwhile', async (_, happens) => {
    const fake = hostAt5()
    setTimeout(() => happens(fake), 500)
    const { told } = await leavesAfter(fake, false, { host: 1, srflx: 0, relay: 0 })
    expect(told).toEqual([])
  })
})

describe('an offer that gathers anew', () => {
  it.each([
    ['known', { host: 1, srflx: 0, relay: 0 }, 40],
    ['not known', null, 60]
  ])('takes nothing for its own that was gathered before: %s', async (_, expected, afterMs) => {
    const fake = hostAt5()
    await leavesAfter(fake, false, expected)
    fake.restartIce()
    fake.finds(candidate('host'), 40)
    fake.completes(60)
    expect((await leavesAfter(fake, false, expected)).afterMs).toBe(afterMs)
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
