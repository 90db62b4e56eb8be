import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { NetworkWatch, systemInterfaceAddresses } from '../../../src-main/network/network-watch'

describe('watching the network', () => {
  let addresses: readonly string[]
  let changes: (readonly string[])[]
  let watch: NetworkWatch
  beforeEach(() => {
    vi.useFakeTimers()
    addresses = ['eth0 192.0.2.7/24']
    changes = []
    watch = new NetworkWatch({
      addresses: () => addresses,
      onChange: (now) => changes.push(now)
    })
  })
  afterEach(() => {
    watch.stop()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })
  const seconds = (count: number) => vi.advanceTimersByTime(count * 1_000)

  it('is silent while nothing changes', () => {
    seconds(3_600)
    expect(changes).toEqual([])
  })

  it.each([
    ['another address', ['eth0 198.51.100.4/24']],
    ['a VPN', ['eth0 192.0.2.7/24', 'tun0 10.8.0.6/24']],
    ['no network', []],
    ['the same address in another network', ['eth0 192.0.2.7/16']]
  ])('tells %s within three seconds, once', (_, next) => {
    addresses = next
    seconds(3)
    expect(changes).toEqual([next])
    seconds(60)
    expect(changes).toHaveLength(1)
  })

  it('takes what comes and goes between two looks for nothing', () => {
    const before = addresses
    addresses = []
    seconds(1)
    addresses = before
    seconds(60)
    expect(changes).toEqual([])
  })

  it('tells nothing after it was stopped', () => {
    watch.stop()
    addresses = []
    seconds(60)
    expect(changes).toEqual([])
  })
})

describe('the addresses of this computer', () => {
  it('are named with their interface, and without the loopback', () => {
    const found = systemInterfaceAddresses()
    for (const one of found) expect(one).toMatch(/^.+ [0-9a-f.:]+\/\d+$/)
    expect(found.join()).not.toMatch(/127\.0\.0\.1|::1\/128/)
  })
})
