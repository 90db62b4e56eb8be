import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { CallMediaSession } from '../../../src-main/media/session/call-media-session'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { bindRtpPortPair } from '../../../src-main/media/relay/rtp-port-pair'
import { FakeAudioEngine, voiceByte } from '../../support/media/fake-audio-engine'
import { PbxSocket, type Arrived } from '../../support/media/pbx-socket'
import { readBacklog } from '../../support/media/read-backlog'
import { RelayInProcess } from '../../support/media/relay-in-process'

let relay: RelayInProcess
let engine: FakeAudioEngine
let sessions: CallMediaSessions
let media: CallMediaSession
let pbx: PbxSocket
let port: number
let warnings: string[]

const isVoice = ({ payload }: Arrived) => payload[0] === voiceByte
const pbxSdp = (to: PbxSocket, ...lines: string[]) =>
  [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    `c=IN IP4 ${to.host}`,
    't=0 0',
    `m=audio ${to.port} RTP/AVP 8 96`,
    'a=rtpmap:96 telephone-event/8000',
    ...lines,
    ''
  ].join('\r\n')
const portOf = (sdp: string) => Number(/m=audio (\d+)/.exec(sdp)?.[1])

beforeEach(async () => {
  warnings = []
  relay = new RelayInProcess()
  engine = new FakeAudioEngine()
  await Promise.all([relay.start(), engine.start()])
  const log = { debug: () => {}, info: () => {}, warn: (text: string) => warnings.push(text) }
  sessions = new CallMediaSessions(
    { relay: relay.process, engine: engine.process, voiceLock: engine.voiceLock },
    log
  )
  pbx = await PbxSocket.bind()
  media = sessions.open('127.0.0.1')
  port = portOf(await media.createOffer())
})

afterEach(async () => {
  await media.close()
  await engine.crash()
  pbx.close()
})

const newVoice = async (peer = pbx) => {
  await readBacklog()
  peer.arrived.length = 0
  await peer.until('voice', (all) => all.some(isVoice))
}
const onlySilence = async (peer = pbx) => {
  await readBacklog()
  peer.arrived.length = 0
  await peer.until('packets', (all) => all.length >= 15)
  expect(peer.arrived.filter(isVoice)).toEqual([])
}

describe('a call with a PBX', () => {
  it('hears the PBX through DTLS and SRTP', async () => {
    const flowing = new Promise<boolean>((resolve) => media.onReceivedAudio(resolve))
    await media.acceptAnswer(pbxSdp(pbx))
    const talking = setInterval(() => pbx.speak(port), 20)
    expect(await flowing).toBe(true)
    await expect.poll(() => engine.heard.slice(0, 3), { timeout: 5_000 }).toEqual([8, 8, 8])
    clearInterval(talking)
  })

  it('is heard only with the microphone open, whatever the engine sends', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await onlySilence()
    expect(await media.setMicrophone('muted')).toEqual({ problem: null })
    await onlySilence()
    expect(await media.setMicrophone('open')).toEqual({ problem: null })
    await newVoice()
    await media.setMicrophone('closed')
    await onlySilence()
    expect(engine.microphones).toEqual(['muted', 'open', 'closed'])
  })

  it('stays silent when the device does not open', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    engine.problem = 'in-use'
    expect(await media.setMicrophone('open')).toEqual({ problem: 'in-use' })
    await onlySilence()
  })

  it('falls silent when the device is lost, and says so', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await newVoice()
    const lost = new Promise<void>((resolve) => media.onMicrophoneLost(resolve))
    engine.says((session) => ({ type: 'microphone-lost', session }))
    await lost
    await onlySilence()
  })

  it('has the engine send the codec of the PBX', async () => {
    const opus = pbxSdp(pbx, 'a=rtpmap:107 opus/48000/2').replace('AVP 8 96', 'AVP 107 96')
    await media.acceptAnswer(opus)
    await media.setMicrophone('open')
    await newVoice()
    expect(pbx.arrived.find(isVoice)?.payloadType).toBe(107)
  })

  it('knows whether digits can be sent, and sends them', async () => {
    expect(media.telephoneEvents).toBe(false)
    await media.acceptAnswer(pbxSdp(pbx))
    expect(media.telephoneEvents).toBe(true)
    expect(await media.sendDigits('1#')).toMatchObject({ sent: true })
    const digits = pbx.arrived.filter(({ payloadType }) => payloadType === 96)
    expect(digits).toHaveLength(14)
    expect(await media.sendDigits('hello')).toMatchObject({ sent: false })
  })

  it('refuses an answer that it cannot use', async () => {
    const g729 = pbxSdp(pbx).replace('AVP 8 96', 'AVP 18 96')
    await expect(media.acceptAnswer(g729)).rejects.toMatchObject({ reason: 'no-common-codec' })
  })

  it('tells the levels of the engine', async () => {
    const levels = { microphoneDbfs: -99, receivedDbfs: -20 }
    const told = new Promise((resolve) => sessions.onLevels(resolve))
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('muted')
    engine.says((session) => ({ type: 'levels', session, levels }))
    expect(await told).toEqual(levels)
  })
})

describe('a re-INVITE', () => {
  it('takes the media elsewhere, and back', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    const elsewhere = await PbxSocket.bind('127.0.0.3')
    const answer = await media.acceptOffer(pbxSdp(elsewhere))
    expect(portOf(answer)).toBe(port)
    await newVoice(elsewhere)
    await media.acceptOffer(pbxSdp(pbx))
    await newVoice()
    elsewhere.close()
  })

  it('can put us on hold', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    expect(await media.acceptOffer(pbxSdp(pbx, 'a=sendonly'))).toContain('a=recvonly')
    expect(await media.sendDigits('1')).toMatchObject({ sent: false })
    expect(await media.acceptOffer(pbxSdp(pbx))).toContain('a=sendrecv')
    await onlySilence()
  })

  it('that only refreshes the session gets the same answer', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    const answer = await media.acceptOffer(pbxSdp(pbx))
    expect(await media.acceptOffer(pbxSdp(pbx))).toBe(answer)
  })

  it('that cannot be used changes nothing', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    const secure = pbxSdp(pbx).replace('RTP/AVP', 'RTP/SAVP')
    await expect(media.acceptOffer(secure)).rejects.toMatchObject({ reason: 'not-plain-rtp' })
    await newVoice()
  })

  it('may come first: a late offer', async () => {
    const late = sessions.open('127.0.0.1')
    const answer = await late.acceptOffer(pbxSdp(pbx))
    expect(answer).toContain('m=audio')
    await pbx.until('packets', (all) => all.length >= 3)
    await late.close()
  })
})

describe('when a process goes away', () => {
  it('an engine that is back is connected again and its microphone opened', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await newVoice()
    await engine.crash()
    await onlySilence()
    await engine.start()
    await newVoice()
    expect(engine.microphones.at(-1)).toBe('open')
  })

  it('a way to the engine that is lost is made again', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await newVoice()
    engine.says((session) => ({ type: 'disconnected', session }))
    await newVoice()
    expect(engine.connections).toBe(1)
  })

  it('a relay that is back has its port, the PBX and the microphone', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await newVoice()
    await relay.crash()
    await relay.start()
    await newVoice()
    pbx.speak(port)
    await expect.poll(async () => (await media.statistics()).packetsFromPbx).toBeGreaterThan(0)
  })

  it('a relay that is back keeps what the PBX said while it came back', async () => {
    await media.acceptAnswer(pbxSdp(pbx, 'a=inactive'))
    await media.setMicrophone('open')
    await relay.crash()
    let agreed = Promise.resolve('')
    const { process } = relay
    const request = process.request.bind(process)
    process.request = async (name, input) => {
      const output = await request(name, input)
      if (name !== 'open') return output
      process.request = request
      agreed = media.acceptOffer(pbxSdp(pbx))
      await readBacklog()
      return output
    }
    await relay.start()
    await expect.poll(() => process.request).toBe(request)
    await agreed
    await newVoice()
  })

  it('a relay that is away when the PBX answers is told when it is back', async () => {
    await relay.crash()
    await media.acceptAnswer(pbxSdp(pbx))
    const opening = media.setMicrophone('open')
    await relay.start()
    expect(await opening).toEqual({ problem: null })
    await newVoice()
  })

  it('a relay that cannot have its port again takes another, and the PBX has to be told', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await newVoice()
    const offerNeeded = new Promise((resolve) => media.onOfferNeeded(resolve))
    await relay.crash()
    const taken = await bindRtpPortPair('127.0.0.1', port)
    await relay.start()
    expect(await offerNeeded).toBe('re-invite')
    // The PBX that is told nothing new goes on hearing the manager.
    await newVoice()
    const again = portOf(await media.createOffer())
    expect(again).not.toBe(port)
    await media.acceptAnswer(pbxSdp(pbx))
    pbx.speak(again)
    await expect.poll(async () => (await media.statistics()).packetsFromPbx).toBeGreaterThan(0)
    taken.rtp.close()
    taken.rtcp.close()
  })

  it('a relay that cannot have its port again takes no other for a call that ends', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await relay.crash()
    const taken = await bindRtpPortPair('127.0.0.1', port)
    const { process } = relay
    const request = process.request.bind(process)
    let opened = 0
    const over = new Promise<unknown>((resolve) => {
      process.request = (name, input) => {
        const answer = request(name, input)
        if (name !== 'open') return answer
        opened += 1
        queueMicrotask(() => resolve(Promise.allSettled([answer, media.close()])))
        return answer
      }
    })
    await relay.start()
    await over
    await readBacklog()
    expect(opened).toBe(1)
    taken.rtp.close()
    taken.rtcp.close()
  })

  it('a relay that has no port at all any more ends the call', async () => {
    const there = sessions.open('127.0.0.1')
    await there.createOffer()
    const failed = new Promise<void>((resolve) => there.onFailed(resolve))
    await there.moveTo('192.0.2.1').catch(() => {})
    await relay.crash()
    await relay.start()
    await failed
    await expect(there.createOffer()).rejects.toThrow('the call is over')
  })

  it('the microphone is not opened by somebody who was told that it failed', async () => {
    await media.acceptAnswer(pbxSdp(pbx))
    await engine.crash()
    const opening = media.setMicrophone('open')
    await media.setMicrophone('closed')
    await engine.start()
    expect(await opening).toEqual({ problem: null })
    await expect.poll(() => engine.connections).toBe(1)
    await onlySilence()
    expect(engine.microphones).not.toContain('open')
  })
})

describe('the end of a call', () => {
  it('frees its ports, whenever it comes', async () => {
    await media.close()
    await media.close()
    const pair = await bindRtpPortPair('127.0.0.1', port)
    pair.rtp.close()
    pair.rtcp.close()
    await expect(media.createOffer()).rejects.toThrow('the call is over')
  })

  it('may come while it begins', async () => {
    const brief = sessions.open('127.0.0.1')
    const offering = brief.createOffer()
    await brief.close()
    const pair = await bindRtpPortPair('127.0.0.1', portOf(await offering))
    pair.rtp.close()
    pair.rtcp.close()
  })

  it('may come before it began', async () => {
    await sessions.open('127.0.0.1').close()
    expect(warnings).toEqual([])
  })
})
