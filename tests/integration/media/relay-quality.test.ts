import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { RtcpPacketConverter, RtcpSrPacket } from 'werift'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallQuality } from '@contract/telephony/call-quality'
import { serializeReport } from '../../../src-main/media/relay/quality/rtcp-packet'
import { RelaySession } from '../../../src-main/media/relay/relay-session'
import { SrtpReceiver } from '../../../src-main/media/relay/srtp/srtp-receiver'
import { FakeEngineLeg } from '../../support/media/fake-engine-leg'
import { PbxSocket } from '../../support/media/pbx-socket'

/** A PBX with RTP on one port and RTCP on the next, as RFC 3550 §11 has it. */
async function bindPair(): Promise<{ rtp: PbxSocket; rtcp: ReturnType<typeof createSocket> }> {
  for (;;) {
    const rtp = await PbxSocket.bind()
    const rtcp = createSocket('udp4')
    try {
      rtcp.bind(rtp.port + 1, '127.0.0.1')
      await once(rtcp, 'listening')
      return { rtp, rtcp }
    } catch {
      rtp.close()
    }
  }
}

let session: RelaySession
let pbx: Awaited<ReturnType<typeof bindPair>>
let told: CallQuality[]

beforeEach(async () => {
  told = []
  pbx = await bindPair()
  session = await RelaySession.open({
    localAddress: '127.0.0.1',
    makeEngineLeg: (onPacket) => new FakeEngineLeg(onPacket),
    onReceivedAudio: () => {},
    onQuality: (quality) => told.push(quality)
  })
  await session.engineOffer()
})

afterEach(async () => {
  await session.close()
  pbx.rtp.close()
  pbx.rtcp.close()
})

const leg = (srtp: Parameters<RelaySession['setPbxLeg']>[0]['srtp'] = null) => ({
  host: '127.0.0.1',
  port: pbx.rtp.port,
  codecs: [{ payloadType: 8, name: 'PCMA', clockRate: 8_000 }],
  direction: 'sendrecv' as const,
  srtp
})

const nextRtcp = async () => {
  const [datagram] = (await once(pbx.rtcp, 'message')) as [Buffer]
  return datagram
}

describe('RTCP with a PBX', () => {
  it('reports what is sent, and learns the round trip from what comes back', async () => {
    await session.setPbxLeg(leg())
    const [report] = RtcpPacketConverter.deSerialize(await nextRtcp())
    if (!(report instanceof RtcpSrPacket)) throw new Error('no sender report')
    await pbx.rtp.until('our packets', (all) => all.length > 0)
    expect(report.ssrc).toBe(pbx.rtp.arrived[0]?.ssrc)
    expect(report.senderInfo.packetCount).toBeGreaterThan(0)
    expect(report.senderInfo.octetCount).toBe(report.senderInfo.packetCount * 160)

    const block = {
      ssrc: report.ssrc,
      fractionLost: 128,
      cumulativeLost: 9,
      highestSequence: 1,
      jitter: 80,
      lastSenderReport: Number((report.senderInfo.ntpTimestamp >> 16n) & 0xffff_ffffn),
      delaySinceLastSenderReport: 0
    }
    const reply = serializeReport({ ssrc: 77, sender: null, blocks: [block] }, 'pbx')
    pbx.rtcp.send(reply, session.port + 1, '127.0.0.1')
    await expect
      .poll(() => told.at(-1)?.sent, { timeout: 3_000 })
      .toMatchObject({
        lossPercent: 50,
        jitterMs: 10
      })
    expect(told.at(-1)?.rating).toBe('poor')
    expect(told.at(-1)?.roundTripMs).toBeLessThan(1_000)
    expect(session.statistics().dropped).toBe(0)
  })

  it('is encrypted where the audio is, and takes only what is', async () => {
    const key = (fill: number) => Buffer.alloc(30, fill).toString('base64')
    const suite = 'AES_CM_128_HMAC_SHA1_80'
    await session.setPbxLeg(leg({ suite, send: key(1), receive: key(2) }))
    const plain = new SrtpReceiver(Buffer.alloc(30, 1), suite).unprotectRtcp(await nextRtcp())
    expect(plain && RtcpPacketConverter.deSerialize(plain)[0]).toBeInstanceOf(RtcpSrPacket)
    const forged = serializeReport({ ssrc: 77, sender: null, blocks: [] }, 'stranger')
    pbx.rtcp.send(forged, session.port + 1, '127.0.0.1')
    await expect.poll(() => session.statistics().dropped).toBe(1)
  })

  it('may come on the port of RTP', async () => {
    await session.setPbxLeg(leg())
    pbx.rtp.send(session.port, serializeReport({ ssrc: 77, sender: null, blocks: [] }, 'pbx'))
    pbx.rtp.speak(session.port)
    await expect.poll(() => session.statistics().packetsFromPbx).toBe(1)
    expect(session.statistics().dropped).toBe(0)
  })

  it('says how what the PBX sends arrives', async () => {
    await session.setPbxLeg(leg())
    const talking = setInterval(() => pbx.rtp.speak(session.port), 20)
    await expect.poll(() => told.at(-1)?.received, { timeout: 3_000 }).toBeTruthy()
    clearInterval(talking)
    expect(told.at(-1)).toMatchObject({
      codec: 'PCMA',
      encryption: 'none',
      received: { lossPercent: 0 }
    })
  })
})
