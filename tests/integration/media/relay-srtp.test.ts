import { randomBytes } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PbxLeg, SrtpParameters } from '@contract/ipc/media-protocol'
import { RelaySession } from '../../../src-main/media/relay/relay-session'
import { FakeEngineLeg } from '../../support/media/fake-engine-leg'
import { PbxSocket, type Arrived } from '../../support/media/pbx-socket'
import { peerSrtp } from '../../support/media/peer-srtp'

let session: RelaySession
let pbx: PbxSocket
let engine: FakeEngineLeg
let keys: SrtpParameters

const voice = Buffer.alloc(160, 0x2a)
const silence = Buffer.alloc(160, 0xd5)
const isVoice = ({ payload }: Arrived) => payload.equals(voice)
const newKey = () => randomBytes(30).toString('base64')
const legWith = (srtp: SrtpParameters | null): PbxLeg => ({
  host: pbx.host,
  port: pbx.port,
  codecs: [
    { payloadType: 8, name: 'PCMA', clockRate: 8_000 },
    { payloadType: 96, name: 'telephone-event', clockRate: 8_000 }
  ],
  direction: 'sendrecv',
  srtp
})

beforeEach(async () => {
  keys = { suite: 'AES_CM_128_HMAC_SHA1_80', send: newKey(), receive: newKey() }
  session = await RelaySession.open({
    localAddress: '127.0.0.1',
    makeEngineLeg: (onPacket) => (engine = new FakeEngineLeg(onPacket)),
    onReceivedAudio: () => {}
  })
  pbx = await PbxSocket.bind()
  pbx.srtp = peerSrtp(keys)
  await session.engineOffer()
  await session.setPbxLeg(legWith(keys))
})

afterEach(async () => {
  await session.close()
  pbx.close()
})

describe('SRTP with a PBX', () => {
  it('carries the voice when the microphone is open, and silence is encrypted like it', async () => {
    engine.speak(voice)
    await pbx.until('silence', (all) => all.length >= 3)
    expect(pbx.arrived.every(({ payload }) => payload.equals(silence))).toBe(true)
    session.setMicrophone('open')
    engine.speak(voice)
    await pbx.until('voice', (all) => all.some(isVoice))
    session.setMicrophone('closed')
    pbx.arrived.length = 0
    engine.speak(voice)
    await pbx.until('silence again', (all) => all.length >= 3)
    expect(pbx.arrived.some(isVoice)).toBe(false)
    expect(pbx.refused).toBe(0)
  })

  it('carries telephone-events', async () => {
    expect(await session.sendTelephoneEvents('2', 100, 60)).toMatchObject({ sent: true })
    await pbx.until(
      'seven packets',
      (all) => all.filter(({ payloadType }) => payloadType === 96).length === 7
    )
  })

  it('lets the engine hear who has the keys, and nobody else', async () => {
    const sealed = pbx.srtp
    pbx.srtp = null
    pbx.speak(session.port)
    pbx.srtp = peerSrtp({ ...keys, receive: newKey() })
    pbx.speak(session.port)
    pbx.srtp = sealed
    pbx.speak(session.port)
    await expect.poll(() => session.statistics().packetsFromPbx).toBe(1)
    expect(engine.heard).toHaveLength(1)
    expect(engine.heard[0]?.payload).toEqual(Buffer.alloc(160, 0x55))
    expect(session.statistics().dropped).toBe(2)
  })

  it('is not latched on to somebody without the keys', async () => {
    const stranger = await PbxSocket.bind('127.0.0.7')
    stranger.speak(session.port)
    await expect.poll(() => session.statistics().dropped).toBe(1)
    pbx.arrived.length = 0
    await pbx.until('ours go on to the PBX', (all) => all.length >= 3)
    expect(stranger.refused + stranger.arrived.length).toBe(0)
    stranger.close()
  })

  it('leaves whoever was latched on to before there were keys', async () => {
    await session.setPbxLeg(legWith(null))
    pbx.srtp = null
    const stranger = await PbxSocket.bind('127.0.0.7')
    stranger.speak(session.port)
    await stranger.until('our packets', (all) => all.length > 0)
    await session.setPbxLeg(legWith(keys))
    pbx.srtp = peerSrtp(keys)
    pbx.arrived.length = 0
    await pbx.until('our packets', (all) => all.length >= 3)
    stranger.close()
  })

  it('changes the keys of either side in the middle of the call', async () => {
    await pbx.until('packets', (all) => all.length >= 3)
    const next = { ...keys, send: newKey(), receive: newKey() }
    await session.setPbxLeg(legWith(next))
    pbx.srtp = peerSrtp(next)
    pbx.arrived.length = 0
    await pbx.until('packets with the new key', (all) => all.length >= 3)
    pbx.speak(session.port)
    await expect.poll(() => session.statistics().packetsFromPbx).toBe(1)
  })

  it('goes on with the same keys after a re-INVITE', async () => {
    await pbx.until('packets', (all) => all.length >= 3)
    await session.setPbxLeg(legWith({ ...keys }))
    pbx.arrived.length = 0
    await pbx.until('packets', (all) => all.length >= 3)
    expect(pbx.refused).toBe(0)
  })
})
