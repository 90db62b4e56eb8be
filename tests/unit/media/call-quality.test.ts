import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CallQuality } from '@contract/telephony/call-quality'
import {
  meanOpinionScore,
  qualityRating,
  transmissionRating
} from '../../../src-main/media/relay/quality/e-model'
import { QualityMeter } from '../../../src-main/media/relay/quality/quality-meter'
import { Reception } from '../../../src-main/media/relay/quality/reception'
import { parseReports } from '../../../src-main/media/relay/quality/rtcp-packet'

const packet = (sequenceNumber: number, timestamp = sequenceNumber * 160, ssrc = 7) => ({
  ...{ marker: false, payloadType: 8, ssrc },
  sequenceNumber: sequenceNumber & 0xffff,
  timestamp: timestamp >>> 0
})

describe('the E-model', () => {
  it.each([
    // loss %, jitter ms, round trip ms, MOS
    [0, 0, 0, 4.4],
    [1, 5, 40, 4.3],
    [3, 10, 100, 4.1],
    [5, 20, 200, 3.8],
    [10, 40, 300, 2.7],
    [0, 0, 800, 2.9],
    [100, 0, 0, 1.2]
  ])('%i %% loss, %i ms jitter, %i ms round trip: %f', (loss, jitter, roundTrip, mos) => {
    expect(meanOpinionScore(transmissionRating(loss, jitter, roundTrip))).toBeCloseTo(mos, 1)
  })

  it('gives the scores of G.107 annex B', () => {
    expect(meanOpinionScore(90)).toBeCloseTo(4.34, 1)
    expect(meanOpinionScore(80)).toBeCloseTo(4.03, 1)
    expect(meanOpinionScore(70)).toBeCloseTo(3.6, 2)
    expect(meanOpinionScore(60)).toBeCloseTo(3.1, 2)
    expect(meanOpinionScore(-5)).toBe(1)
    expect(meanOpinionScore(120)).toBe(4.5)
  })

  it.each([
    [4.4, 'good'],
    [4, 'good'],
    [3.9, 'fair'],
    [3.6, 'fair'],
    [3.5, 'poor'],
    [1, 'poor']
  ] as const)('%f is %s', (mos, rating) => {
    expect(qualityRating(mos)).toBe(rating)
  })
})

describe('what arrives', () => {
  it('has no jitter when it is even, and as much as it is uneven', () => {
    const even = new Reception()
    for (let i = 0; i < 100; i++) even.packet(packet(i), 8_000, i * 20)
    expect(even.jitterMs).toBe(0)
    const uneven = new Reception()
    for (let i = 0; i < 500; i++) uneven.packet(packet(i), 8_000, i * 20 + (i % 2) * 8)
    expect(uneven.jitterMs).toBeCloseTo(8, 0)
  })

  it('is counted over the wrap, with losses, doubles and disorder', () => {
    const reception = new Reception()
    const numbers = [65_533, 65_534, 65_536, 65_535, 65_538, 65_538, 65_540]
    for (const number of numbers) reception.packet(packet(number), 8_000, number)
    expect(reception.counts).toEqual({ expected: 8, received: 7 })
    expect(reception.report()).toMatchObject({
      ssrc: 7,
      fractionLost: 32,
      cumulativeLost: 1,
      highestSequence: 65_540
    })
    reception.packet(packet(65_541), 8_000, 0)
    expect(reception.report()).toMatchObject({ fractionLost: 0, cumulativeLost: 1 })
  })

  it('from another source, or after a jump, is no loss', () => {
    const reception = new Reception()
    for (let i = 0; i < 10; i++) reception.packet(packet(i), 8_000, i * 20)
    for (let i = 0; i < 10; i++) reception.packet(packet(40_000 + i), 8_000, 200 + i * 20)
    for (let i = 0; i < 10; i++) reception.packet(packet(5 + i, i * 160, 8), 8_000, 400 + i * 20)
    expect(reception.counts).toEqual({ expected: 30, received: 30 })
    expect(reception.jitterMs).toBe(0)
  })

  it('counts digits, which keep their timestamp, and not their time', () => {
    const reception = new Reception()
    for (let i = 0; i < 10; i++) reception.packet(packet(i), 8_000, i * 20)
    for (let i = 10; i < 15; i++) reception.packet(packet(i, 1_600), null, i * 20)
    expect(reception.counts).toEqual({ expected: 15, received: 15 })
    expect(reception.jitterMs).toBe(0)
  })
})

describe('the meter of a call', () => {
  let told: CallQuality[]
  let reports: Buffer[]
  let meter: QualityMeter

  beforeEach(() => {
    vi.useFakeTimers({
      toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'performance', 'Date']
    })
    told = []
    reports = []
    meter = new QualityMeter({
      sent: () => ({ ssrc: 42, packets: 10, octets: 1_600, rtpTimestamp: 160 }),
      sendRtcp: (compound) => reports.push(compound),
      changed: (quality) => told.push(quality)
    })
    meter.negotiated('PCMA', 8_000, 'none')
  })
  afterEach(() => {
    meter.stop()
    vi.useRealTimers()
  })

  let next = 0
  const talk = (seconds: number, isLost: (index: number) => boolean = () => false) => {
    for (let i = 0; i < seconds * 50; i++, next++) {
      if (!isLost(next))
        meter.packet({ ...packet(next), payload: Buffer.alloc(160) }, 8_000, performance.now())
      vi.advanceTimersByTime(20)
    }
  }

  it('tells at most once a second, and nothing twice', () => {
    talk(10)
    expect(told).toHaveLength(1)
    expect(told[0]).toEqual({
      codec: 'PCMA',
      encryption: 'none',
      received: { lossPercent: 0, jitterMs: 0, mos: 4.4 },
      sent: null,
      roundTripMs: null,
      rating: 'good'
    })
    talk(10, (index) => index % 2 === 0)
    expect(told.length).toBeGreaterThan(3)
    expect(told.length).toBeLessThan(14)
  })

  it('forgets a bad time when it is over', () => {
    talk(10, (index) => index % 5 === 0)
    expect(told.at(-1)).toMatchObject({ rating: 'poor' })
    talk(15)
    expect(told.at(-1)).toMatchObject({ rating: 'good', received: { lossPercent: 0 } })
  })

  it('sends reports about every five seconds, never in step', () => {
    talk(60)
    expect(reports.length).toBeGreaterThan(7)
    expect(reports.length).toBeLessThan(30)
    const [report] = parseReports(reports.at(-1) ?? Buffer.alloc(0))
    expect(report).toMatchObject({ ssrc: 42, sender: { packets: 10 }, blocks: [{ ssrc: 7 }] })
  })

  it('learns the round trip and the other direction from what the PBX reports', async () => {
    const { serializeReport } = await import('../../../src-main/media/relay/quality/rtcp-packet')
    talk(8)
    const [ours] = parseReports(reports.at(-1) ?? Buffer.alloc(0))
    const { ntpSeconds = 0, ntpFraction = 0 } = ours?.sender ?? {}
    const sentAt = (ntpSeconds - 2_208_988_800) * 1_000 + (ntpFraction / 2 ** 32) * 1_000
    // Half of the time since then the PBX kept it, half of it was on the way.
    const heldMs = (Date.now() - sentAt) / 2
    const tookMs = heldMs
    const block = {
      ssrc: 42,
      fractionLost: 64,
      cumulativeLost: 0,
      highestSequence: 0,
      jitter: 160,
      lastSenderReport: (((ntpSeconds & 0xffff) << 16) | (ntpFraction >>> 16)) >>> 0,
      delaySinceLastSenderReport: Math.round(heldMs * 65.536)
    }
    meter.rtcp(serializeReport({ ssrc: 7, sender: null, blocks: [block] }, 'pbx'))
    talk(1)
    expect(told.at(-1)).toMatchObject({ sent: { lossPercent: 25, jitterMs: 20 }, rating: 'poor' })
    expect(told.at(-1)?.roundTripMs).toBeCloseTo(tookMs, -1)
  })
})
