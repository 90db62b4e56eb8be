import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { PbxSocket } from '../../support/media/pbx-socket'
import { DirectCall } from '../../support/media-driver/direct-call'
import { DrivenCall, voiceHz } from '../../support/media-driver/driven-call'
import type { Driver } from '../../support/media-driver/driver'
import { launchDriver } from '../../support/media-driver/launch-driver'
import { pageSeen, soundDecoded, spyOnPage } from '../../support/media-driver/page-spy'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs, presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'

// The real Electron and its real engine, straight to a gateway that speaks ICE and DTLS-SRTP, and a PBX behind it.
/** What is on its way to the network already, and what the gateway has not passed on yet. */
const silentWithinMs = 200

let driver: Driver
let call: DirectCall

beforeAll(async () => {
  driver = await launchDriver({ hz: voiceHz })
})

afterAll(async () => {
  await driver.stop()
})

beforeEach(async () => {
  await spyOnPage(driver)
  call = await DirectCall.beginDirect(driver)
})

afterEach(async () => {
  await call.end()
})

describe('a direct call', () => {
  it('is heard, and sends silence in spy without touching the microphone', async () => {
    await soundDecoded(driver)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect(await pageSeen(driver)).toEqual({ captures: 0, tracks: [] })
    const counted = async () => {
      const { packetsToPbx, packetsFromPbx } = await driver.ask('statistics')
      return Math.min(packetsToPbx, packetsFromPbx)
    }
    await expect.poll(counted, { timeout: 5_000 }).toBeGreaterThan(20)
  })

  it('lets the voice out when the microphone is open, and only then', async () => {
    expect((await driver.ask('setMicrophone', { microphone: 'open' })).problem).toBeNull()
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
    await driver.ask('setMicrophone', { microphone: 'muted' })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect((await pageSeen(driver)).tracks).toEqual(['live'])
    await driver.ask('setMicrophone', { microphone: 'open' })
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
    await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
    expect((await pageSeen(driver)).tracks).toEqual(['ended'])
  })

  it('sends digits in spy, each once, and resolves when the last is over', async () => {
    for (let count = 0; count < 5; count++) {
      const { sent, askedAt, firstPacketAt } = await driver.ask('sendDigits', { digits: '12' })
      expect(sent).toBe(true)
      expect(firstPacketAt).toBeGreaterThanOrEqual(askedAt)
    }
    expect(call.pbx.recording.digits()).toBe('12'.repeat(5))
    expect(call.pbx.recording.events.filter(({ end }) => end).length).toBeGreaterThanOrEqual(10)
    expect((await pageSeen(driver)).captures).toBe(0)
  })
})

describe('the offer of a direct call', () => {
  const offered = async (account: Parameters<typeof DirectCall.beginDirect>[1]) => {
    await call.end()
    call = await DirectCall.beginDirect(driver, account)
    return call.offered
  }

  it('names an address of this machine, and the codecs in the order of the account', async () => {
    const sdp = await offered({ codecs: ['PCMU', 'PCMA'] })
    expect(sdp).toMatch(/^m=audio [1-9]\d* UDP\/TLS\/RTP\/SAVPF 0 8 126 110\r?$/m)
    expect(sdp).toMatch(/^a=candidate:\S+ 1 udp /m)
    expect(sdp).not.toContain('c=IN IP4 0.0.0.0')
  })

  it('does not wait long for a STUN server that does not answer', async () => {
    const silent = await PbxSocket.bind()
    const sdp = await offered({ stunServer: { host: '127.0.0.1', port: silent.port } })
    expect(sdp).toMatch(/^a=candidate:\S+ 1 udp \d+ \S+ \d+ typ host/m)
    expect(sdp).not.toContain('typ srflx')
    expect(call.tookMs).toBeLessThan(5_000)
    silent.close()
  })

  it('leaves the relay without a candidate, whichever was made before', async () => {
    await driver.ask('closeCall')
    await driver.ask('useAccount', { transport: 'udp' })
    const before = Number(await driver.ask('inPage', { script: 'spy.connections.length' }))
    const relayed = await DrivenCall.begin(driver)
    const script = `spy.connections.slice(${before}).at(-1)?.localDescription?.sdp ?? ""`
    const described = async () => String(await driver.ask('inPage', { script }))
    await expect.poll(described).toContain('m=audio')
    expect(await described()).not.toContain('a=candidate')
    await relayed.end()
  })
})

describe('what changes during a direct call', () => {
  const directionOf = (sdp: string) => /^a=(sendrecv|sendonly|recvonly|inactive)/m.exec(sdp)?.[1]
  const ufragOf = (sdp: string) => /^a=ice-ufrag:(\S+)/m.exec(sdp)?.[1]

  it('holds and resumes by an offer of ours', async () => {
    await soundDecoded(driver)
    await driver.ask('setHeld', { held: true })
    const hold = (await driver.ask('offerAgain')).sdp
    expect(directionOf(hold)).toBe('sendonly')
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(hold) })
    await driver.ask('setHeld', { held: false })
    const resume = (await driver.ask('offerAgain')).sdp
    expect(directionOf(resume)).toBe('sendrecv')
    expect(ufragOf(resume)).toBe(ufragOf(hold))
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(resume) })
    await driver.ask('setMicrophone', { microphone: 'open' })
    expect(await call.voiceFromNow()).toBeGreaterThan(presentDbfs)
  })

  it('answers an offer of the PBX, and takes back one of its own that crossed it', async () => {
    await call.voiceFromNow(100)
    await driver.ask('offerAgain')
    const { sdp } = await driver.ask('acceptOffer', { sdp: await call.gateway.offer() })
    expect(directionOf(sdp)).toBe('sendrecv')
    await call.gateway.acceptAnswer(sdp)
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
  })

  it('a locked microphone stays locked through every renegotiation', async () => {
    await driver.ask('setMicrophone', { microphone: 'muted' })
    const again = (await driver.ask('offerAgain')).sdp
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(again) })
    const { sdp } = await driver.ask('acceptOffer', { sdp: await call.gateway.offer() })
    await call.gateway.acceptAnswer(sdp)
    expect(await call.voiceFromNow()).toBeLessThan(absentDbfs)
  })

  it('refuses an offer without encryption, and goes on', async () => {
    const plain = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n'
    const media = 'm=audio 4000 RTP/AVP 8\r\na=sendrecv\r\n'
    await expect(driver.ask('acceptOffer', { sdp: plain + media })).rejects.toThrow('not-usable')
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
  })

  it('another answer to the same offer is taken, as when a call forked', async () => {
    await call.voiceFromNow(100)
    await driver.ask('acceptAnswer', { sdp: call.answered.replace(/^o=- (\d+) \d+/m, 'o=- $1 7') })
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
  })

  it('looks for a new way when the address of this machine changed', async () => {
    const before = (await driver.ask('offerAgain')).sdp
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(before) })
    await driver.ask('moveTo', { localAddress: '127.0.0.2' })
    const { sdp } = await driver.ask('offerAgain')
    expect(ufragOf(sdp)).not.toBe(ufragOf(before))
    expect(sdp).toMatch(/^a=candidate:/m)
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(sdp) })
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
  })

  it('asks for a new offer when the engine was lost, and the microphone is as open as it was', async () => {
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
    const needed = driver.next(({ type }) => type === 'offer-needed')
    await driver.ask('crashEngine')
    await needed
    await call.gateway.startAnew()
    const { sdp } = await driver.ask('offerAgain')
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(sdp) })
    await call.voiceArrives()
  })

  // What a connection is at when it is closed never settles, if it comes at the wrong moment.
  it.each([
    ['an answer', 'setRemoteDescription', 'acceptAnswer'],
    ['an offer of the PBX', 'setLocalDescription', 'acceptOffer']
  ] as const)('is hung up while it is at %s, and nobody waits for that', async (_what, at, ask) => {
    const offer = ask === 'acceptOffer' ? await call.gateway.offer() : null
    const sdp = offer ?? (await call.gateway.answer((await driver.ask('offerAgain')).sdp))
    const connection = 'RTCPeerConnection.prototype'
    const script = `kept = ${connection}.${at}; ${connection}.${at} = () => new Promise(() => {}); null`
    await driver.ask('inPage', { script })
    const negotiating = driver.ask(ask, { sdp }).catch(() => 'given up')
    await driver.ask('closeCall')
    expect(await negotiating).toBe('given up')
    await driver.ask('inPage', { script: `${connection}.${at} = kept; null` })
  })

  it('goes on when the engine was lost while an offer waited for its answer, as when the other side rings', async () => {
    const needed = driver.next(({ type }) => type === 'offer-needed')
    const { sdp: waiting } = await driver.ask('offerAgain')
    await driver.ask('crashEngine')
    await needed
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(waiting) })
    await call.gateway.startAnew()
    const { sdp } = await driver.ask('offerAgain')
    expect(sdp).toContain('a=connection:new')
    await driver.ask('acceptAnswer', { sdp: await call.gateway.answer(sdp) })
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
  })

  it('falls silent at once while the page stands still, before that is ended', async () => {
    await driver.ask('setMicrophone', { microphone: 'open' })
    await call.voiceArrives()
    const renewed = driver.next(({ type }) => type === 'offer-needed')
    await driver.ask('hangEngine', { how: 'busy' })
    const from = epochMs() + silentWithinMs
    const { tookMs } = await driver.ask('setMicrophone', { microphone: 'closed' })
    expect(tookMs).toBeGreaterThan(1_000)
    const heard = call.pbx.recording.audio.filter(({ at }) => at > from)
    expect(heard.length).toBeGreaterThan(20)
    expect(toneDbfs(heard, voiceHz, from)).toBeLessThan(absentDbfs)
    await renewed
  })

  it('ends when sound goes into the encoder although the microphone is closed, and none of it leaves', async () => {
    const from = epochMs()
    const failed = driver.next(({ type }) => type === 'failed')
    await driver.ask('inPage', {
      script: `navigator.mediaDevices.getUserMedia({ audio: true }).then(async (stream) => {
        await spy.connections.at(-1).getSenders()[0].replaceTrack(stream.getAudioTracks()[0])
      })`
    })
    await failed
    const heard = call.pbx.recording.audio.filter(({ at }) => at > from)
    expect(heard.length).toBeGreaterThan(50)
    expect(toneDbfs(heard, voiceHz, from)).toBeLessThan(absentDbfs)
    const script = 'spy.connections.at(-1).connectionState'
    await expect.poll(() => driver.ask('inPage', { script })).toBe('closed')
  })
})
