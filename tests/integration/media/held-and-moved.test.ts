import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallMediaSession } from '../../../src-main/media/session/call-media-session'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { RelayInProcess } from '../../support/media/relay-in-process'
import { formatRtp, parseRtp, type RtpPacket } from '../../support/phone/rtp-packet'

interface From extends RtpPacket {
  readonly address: string
}

let relay: RelayInProcess
let engine: FakeAudioEngine
let media: CallMediaSession
let pbx: Socket
let warnings: string[]

const said = (sdp: string) => ({
  host: /^c=IN IP4 (\S+)/m.exec(sdp)?.[1],
  port: Number(/^m=audio (\d+)/m.exec(sdp)?.[1]),
  direction: /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1],
  version: Number(/^o=- \d+ (\d+)/m.exec(sdp)?.[1])
})
const pbxSdp = (direction = 'sendrecv') =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${pbx.address().port} RTP/AVP 8`,
    `a=${direction}`,
    ''
  ].join('\r\n')
let spoken = 0
const voice = () => {
  spoken += 1
  const place = { sequenceNumber: spoken, timestamp: spoken * 160, ssrc: 77, marker: false }
  return formatRtp({ payloadType: 8, payload: Buffer.alloc(160, 0x55), ...place })
}
/** The next packet that satisfies. */
const packet = (satisfies: (packet: From) => boolean = () => true): Promise<From> =>
  new Promise((resolve) => {
    const listener = (datagram: Buffer, { address }: { address: string }) => {
      const parsed = parseRtp(datagram)
      if (!parsed || !satisfies({ ...parsed, address })) return
      pbx.off('message', listener)
      resolve({ ...parsed, address })
    }
    pbx.on('message', listener)
  })

beforeEach(async () => {
  warnings = []
  relay = new RelayInProcess()
  engine = new FakeAudioEngine()
  await Promise.all([relay.start(), engine.start()])
  const log = { debug: () => {}, info: () => {}, warn: (text: string) => warnings.push(text) }
  const sessions = new CallMediaSessions(
    { relay: relay.process, engine: engine.process, voiceLock: engine.voiceLock },
    log
  )
  pbx = createSocket('udp4')
  pbx.bind(0, '127.0.0.1')
  await once(pbx, 'listening')
  media = sessions.open('127.0.0.1')
})

afterEach(async () => {
  await media.close()
  await engine.crash()
  pbx.close()
  expect(warnings).toEqual([])
})

describe('a call that is held', () => {
  it('says so in each offer and answer, and no more when it is resumed', async () => {
    expect(said(await media.createOffer()).direction).toBe('sendrecv')
    await media.acceptAnswer(pbxSdp())
    const before = said(await media.acceptOffer(pbxSdp()))
    media.setHeld(true)
    const hold = said(await media.createOffer())
    expect(hold.direction).toBe('sendonly')
    expect(hold.version).toBeGreaterThan(before.version)
    await media.acceptAnswer(pbxSdp('recvonly'))
    // The same offer as before the hold gets another answer.
    expect(said(await media.acceptOffer(pbxSdp())).direction).toBe('sendonly')
    expect(said(await media.acceptOffer(pbxSdp('sendonly'))).direction).toBe('inactive')
    expect(said(await media.createOffer()).direction).toBe('inactive')
    media.setHeld(false)
    expect(said(await media.createOffer()).direction).toBe('sendrecv')
    expect(said(await media.acceptOffer(pbxSdp('sendonly'))).direction).toBe('recvonly')
  })
})

describe('a call that moves', () => {
  it('offers the new address, and sends from there without a break in the stream', async () => {
    const first = said(await media.createOffer())
    await media.acceptAnswer(pbxSdp())
    const last = await packet()
    expect(last.address).toBe('127.0.0.1')
    await media.moveTo('127.0.0.2')
    const moved = said(await media.createOffer())
    expect(moved.host).toBe('127.0.0.2')
    expect(moved.version).toBeGreaterThan(first.version)
    const next = packet(({ address }) => address === '127.0.0.2')
    await media.acceptAnswer(pbxSdp())
    expect((await next).ssrc).toBe(last.ssrc)
    const gone = createSocket('udp4')
    // The old port is free again.
    gone.bind(first.port, '127.0.0.1')
    await once(gone, 'listening')
    gone.close()
    const flowing = new Promise<void>((resolve) => {
      media.onReceivedAudio((isFlowing) => isFlowing && resolve())
    })
    const talking = setInterval(() => pbx.send(voice(), moved.port, '127.0.0.2'), 20)
    await flowing
    clearInterval(talking)
  })

  it('to the address that it has keeps its port', async () => {
    const first = said(await media.createOffer())
    await media.moveTo('127.0.0.1')
    expect(said(await media.createOffer())).toMatchObject({ host: '127.0.0.1', port: first.port })
  })

  it('before it has a port binds there at once', async () => {
    await media.moveTo('127.0.0.3')
    expect(said(await media.createOffer()).host).toBe('127.0.0.3')
  })

  it('cannot move to an address that is not ours', async () => {
    await media.createOffer()
    await expect(media.moveTo('192.0.2.1')).rejects.toThrow('no-port')
    warnings.length = 0
  })
})
