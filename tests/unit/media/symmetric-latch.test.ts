import { describe, expect, it } from 'vitest'
import { SymmetricLatch } from '../../../src-main/media/relay/symmetric-latch'

const sdp = { host: '192.0.2.1', port: 4_000 }
const otherPort = { host: '192.0.2.1', port: 4_500 }
const proxy = { host: '198.51.100.7', port: 9_000 }
const stranger = { host: '203.0.113.5', port: 9_000 }

describe('a symmetric latch', () => {
  it('sends to the SDP until somebody speaks', () => {
    expect(new SymmetricLatch(sdp).destination).toEqual(sdp)
  })

  it('follows the first to speak, whoever it is', () => {
    const latch = new SymmetricLatch(sdp)
    expect(latch.accept(proxy, 0)).toBe(true)
    expect(latch.destination).toEqual(proxy)
    expect(latch.accept(proxy, 20)).toBe(true)
  })

  it('listens to nobody else after that', () => {
    const latch = new SymmetricLatch(sdp)
    latch.accept(sdp, 0)
    expect(latch.accept(stranger, 10_000)).toBe(false)
    expect(latch.accept({ ...proxy, port: 1 }, 10_000)).toBe(false)
    expect(latch.destination).toEqual(sdp)
  })

  it('gives the stream back to the host of the SDP at once', () => {
    const latch = new SymmetricLatch(sdp)
    latch.accept(stranger, 0)
    expect(latch.accept(sdp, 1)).toBe(true)
    expect(latch.accept(stranger, 2)).toBe(false)
    expect(latch.destination).toEqual(sdp)
  })

  it('moves to another port of that host only when the first is quiet', () => {
    const latch = new SymmetricLatch(sdp)
    latch.accept(sdp, 0)
    expect(latch.accept(otherPort, 20)).toBe(false)
    expect(latch.accept(sdp, 40)).toBe(true)
    expect(latch.accept(otherPort, 240)).toBe(true)
    expect(latch.destination).toEqual(otherPort)
    expect(latch.accept(sdp, 260)).toBe(false)
  })
})
