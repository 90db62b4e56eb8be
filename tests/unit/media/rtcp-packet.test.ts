import fc from 'fast-check'
import {
  RtcpPacketConverter,
  RtcpRrPacket,
  RtcpSourceDescriptionPacket,
  RtcpSrPacket
} from 'werift'
import { describe, expect, it } from 'vitest'
import {
  isRtcp,
  middleOf,
  ntpTime,
  parseReports,
  serializeReport
} from '../../../src-main/media/relay/quality/rtcp-packet'

const block = {
  ssrc: 0xdeadbeef,
  fractionLost: 64,
  cumulativeLost: 1_234,
  highestSequence: 0x0003_fffe,
  jitter: 99,
  lastSenderReport: 0x8000_0001,
  delaySinceLastSenderReport: 70_000
}
const sender = {
  ntpSeconds: 3_900_000_000,
  ntpFraction: 0x8000_0000,
  rtpTimestamp: 0xffff_ff00,
  packets: 1_000,
  octets: 160_000
}

describe('our reports', () => {
  it('are understood by another implementation', () => {
    const compound = serializeReport({ ssrc: 0xcafebabe, sender, blocks: [block] }, 'abcdefg')
    const [report, description] = RtcpPacketConverter.deSerialize(compound)
    expect(report).toBeInstanceOf(RtcpSrPacket)
    expect(report).toMatchObject({
      ssrc: 0xcafebabe,
      senderInfo: {
        ntpTimestamp: (3_900_000_000n << 32n) + 0x8000_0000n,
        rtpTimestamp: 0xffff_ff00,
        packetCount: 1_000,
        octetCount: 160_000
      },
      reports: [
        {
          ssrc: 0xdeadbeef,
          fractionLost: 64,
          packetsLost: 1_234,
          highestSequence: 0x0003_fffe,
          jitter: 99,
          lsr: 0x8000_0001,
          dlsr: 70_000
        }
      ]
    })
    expect(description).toBeInstanceOf(RtcpSourceDescriptionPacket)
    expect(description).toMatchObject({
      chunks: [{ source: 0xcafebabe, items: [{ type: 1, text: 'abcdefg' }] }]
    })
  })

  it('without anything sent are receiver reports', () => {
    const compound = serializeReport({ ssrc: 1, sender: null, blocks: [] }, 'x')
    expect(RtcpPacketConverter.deSerialize(compound)[0]).toBeInstanceOf(RtcpRrPacket)
  })

  it('are read again as they were written, whatever is in them', () => {
    const word = fc.nat(0xffff_ffff)
    const blocks = fc.array(
      fc.record({
        ssrc: word,
        fractionLost: fc.nat(255),
        cumulativeLost: fc.integer({ min: -0x80_0000, max: 0x7f_ffff }),
        highestSequence: word,
        jitter: word,
        lastSenderReport: word,
        delaySinceLastSenderReport: word
      }),
      { maxLength: 31 }
    )
    fc.assert(
      fc.property(
        word,
        fc.boolean(),
        blocks,
        fc.string({ maxLength: 40 }),
        (ssrc, sends, list, name) => {
          const report = { ssrc, sender: sends ? sender : null, blocks: list }
          const compound = serializeReport(report, name)
          expect(isRtcp(compound)).toBe(true)
          expect(compound.length % 4).toBe(0)
          expect(parseReports(compound)).toEqual([report])
        }
      )
    )
  })
})

describe('what is no report', () => {
  it('is passed over, also when it is cut or made up', () => {
    const compound = serializeReport({ ssrc: 1, sender, blocks: [block] }, 'x')
    for (let length = 0; length < 52; length++) {
      expect(parseReports(compound.subarray(0, length))).toEqual([])
    }
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 100 }), (bytes) => {
        parseReports(Buffer.from(bytes))
      })
    )
  })
})

describe('the time of reports', () => {
  it('counts from 1900, and its middle is in 1/65536 s', () => {
    expect(ntpTime(0)).toEqual({ ntpSeconds: 2_208_988_800, ntpFraction: 0 })
    const [early, late] = [1_795_000_000_250, 1_795_000_000_750].map((ms) => middleOf(ntpTime(ms)))
    expect((late ?? 0) - (early ?? 0)).toBe(32_768)
  })
})
