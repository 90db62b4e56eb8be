import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { StreamRewriter, type StreamPosition } from '../../../src-main/media/relay/stream-rewriter'

const clockRate = 8_000
const sequenceStep = (a: StreamPosition, b: StreamPosition) =>
  (b.sequenceNumber - a.sequenceNumber) & 0xffff
const timestampStep = (a: StreamPosition, b: StreamPosition) => (b.timestamp - a.timestamp) >>> 0

/** A source that sends every 20 ms, from any place in its numbers. */
class Source {
  constructor(
    readonly ssrc: number,
    private sequenceNumber: number,
    private timestamp: number
  ) {}

  next() {
    this.sequenceNumber = (this.sequenceNumber + 1) & 0xffff
    this.timestamp = (this.timestamp + 160) >>> 0
    const { ssrc, sequenceNumber, timestamp } = this
    return { ssrc, sequenceNumber, timestamp }
  }
}

describe('a rewritten stream', () => {
  it('follows its source one to one, across both wraps', () => {
    const rewriter = new StreamRewriter()
    const source = new Source(1, 65_533, 0xffff_ff00)
    let last = rewriter.place(source.next(), clockRate, 0)
    expect(last.restarted).toBe(true)
    for (let at = 20; at < 200; at += 20) {
      const place = rewriter.place(source.next(), clockRate, at)
      expect(sequenceStep(last, place)).toBe(1)
      expect(timestampStep(last, place)).toBe(160)
      expect(place.restarted).toBe(false)
      last = place
    }
  })

  it('keeps the gap and the order that its source has', () => {
    const rewriter = new StreamRewriter()
    const source = new Source(1, 100, 0)
    const [first, , third, fourth] = [source.next(), source.next(), source.next(), source.next()]
    const a = rewriter.place(first, clockRate, 0)
    const d = rewriter.place(fourth, clockRate, 60)
    const c = rewriter.place(third, clockRate, 61)
    expect(sequenceStep(a, d)).toBe(3)
    expect(sequenceStep(a, c)).toBe(2)
  })

  it('goes on where it was when another source takes over', () => {
    const rewriter = new StreamRewriter()
    const before = rewriter.place(new Source(1, 5_000, 77).next(), clockRate, 1_000)
    const after = rewriter.place(new Source(2, 9, 123_456).next(), clockRate, 1_500)
    expect(after.restarted).toBe(true)
    expect(sequenceStep(before, after)).toBe(1)
    expect(timestampStep(before, after)).toBe(4_000)
  })

  it('begins anew when the clock of the payload changes', () => {
    const rewriter = new StreamRewriter()
    const source = new Source(1, 5_000, 77)
    const before = rewriter.place(source.next(), 8_000, 0)
    const after = rewriter.place(source.next(), 48_000, 20)
    expect(after.restarted).toBe(true)
    expect(timestampStep(before, after)).toBe(960)
  })

  it('has no sequence gap, whatever is left out, put in or takes over', () => {
    const step = fc.constantFrom('voice', 'omit', 'event', 'fill', 'restart')
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 200 }), (steps) => {
        const rewriter = new StreamRewriter()
        const sent: StreamPosition[] = []
        let source = new Source(1, 65_500, 0xffff_f000)
        let ssrc = 1
        steps.forEach((kind, index) => {
          const now = index * 20
          if (kind === 'voice') sent.push(rewriter.place(source.next(), clockRate, now))
          if (kind === 'omit') {
            source.next()
            rewriter.omit()
          }
          if (kind === 'event') {
            source.next()
            rewriter.omit()
            const timestamp = rewriter.begin(clockRate, now)
            sent.push(rewriter.insertAt(timestamp), rewriter.insertAt(timestamp))
          }
          if (kind === 'fill') {
            source.next()
            sent.push(rewriter.continueWithout(clockRate, now))
          }
          if (kind === 'restart') source = new Source(++ssrc, ssrc * 7_919, ssrc * 104_729)
        })
        sent.slice(1).forEach((place, index) => {
          expect(sequenceStep(sent[index]!, place)).toBe(1)
          // Never back in time: a step is either nothing (the packets of one event) or forward.
          expect(timestampStep(sent[index]!, place)).toBeLessThan(2 ** 31)
        })
      })
    )
  })

  it('begins below half of the sequence numbers, for the sake of SRTP', () => {
    for (let count = 0; count < 200; count++) {
      const { sequenceNumber } = new StreamRewriter().place(
        { ssrc: 1, sequenceNumber: 60_000, timestamp: 0 },
        clockRate,
        0
      )
      expect(sequenceNumber).toBeLessThanOrEqual(2 ** 15)
    }
  })
})
