import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { PbxLeg } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { RelaySession } from '../../../src-main/media/relay/relay-session'
import { pcma } from '../../../src-main/demo-pbx/audio/g711'
import { FakeEngineLeg } from '../../support/media/fake-engine-leg'
import { PbxSocket, type Arrived } from '../../support/media/pbx-socket'
import { parseTelephoneEvent } from '../../support/phone/telephone-event'

let session: RelaySession
let pbx: PbxSocket
let engine: FakeEngineLeg
let flowing: boolean[]

const voice = Buffer.from(pcma.encode(new Int16Array(160).fill(8_000)))
const events = { payloadType: 96, name: 'telephone-event', clockRate: 8_000 }
const g711: PbxLeg['codecs'] = [{ payloadType: 8, name: 'PCMA', clockRate: 8_000 }, events]

const legTo = (to: PbxSocket, codecs = g711): PbxLeg => ({
  host: to.host,
  port: to.port,
  codecs,
  direction: 'sendrecv',
  srtp: null
})

const loudest = ({ payload }: Arrived) => Math.max(...pcma.decode(payload).map(Math.abs))
const isVoice = (packet: Arrived) => packet.payloadType === 8 && loudest(packet) > 1_000

beforeEach(async () => {
  flowing = []
  session = await RelaySession.open({
    localAddress: '127.0.0.1',
    makeEngineLeg: (onPacket) => {
      engine = new FakeEngineLeg(onPacket)
      return engine
    },
    onReceivedAudio: (flows) => flowing.push(flows)
  })
  pbx = await PbxSocket.bind()
  await session.engineOffer()
})

afterEach(async () => {
  await session.close()
  pbx.close()
})

describe('the ports of a relay session', () => {
  it('are an even one and the next', () => {
    expect(session.port % 2).toBe(0)
  })

  it('can be had again after they were closed', async () => {
    const { port } = session
    await session.close()
    const options = { makeEngineLeg: () => engine, onReceivedAudio: () => {} }
    const next = await RelaySession.open({ ...options, localAddress: '127.0.0.1', port })
    expect(next.port).toBe(port)
    await expect(
      RelaySession.open({ ...options, localAddress: '127.0.0.1', port })
    ).rejects.toMatchObject({ kind: 'media', reason: 'no-port' })
    await next.close()
  })

  it('are not on an address that is not ours', async () => {
    const options = { makeEngineLeg: () => engine, onReceivedAudio: () => {} }
    await expect(
      RelaySession.open({ ...options, localAddress: '192.0.2.1' })
    ).rejects.toMatchObject({ reason: 'no-port', context: { address: '192.0.2.1' } })
  })
})

describe('the second lock', () => {
  it('lets voice through when open, in order and with the payload type of the PBX', async () => {
    await session.setPbxLeg(legTo(pbx, [{ payloadType: 99, name: 'PCMA', clockRate: 8_000 }]))
    session.setMicrophone('open')
    const said = Array.from({ length: 10 }, (_, index) => Buffer.alloc(160, index + 1))
    for (const payload of said) engine.speak(payload)
    const wasVoice = ({ payload }: Arrived) => said.some((each) => each.equals(payload))
    await pbx.until('voice', (all) => all.filter(wasVoice).length === said.length)
    const arrived = pbx.arrived.filter(wasVoice)
    expect(arrived.map(({ payload }) => payload)).toEqual(said)
    expect(new Set(arrived.map(({ payloadType }) => payloadType))).toEqual(new Set([99]))
  })

  it.each<[string, number, number, Buffer]>([
    ['PCMA', 8, 8_000, Buffer.alloc(160, 0xd5)],
    ['PCMU', 0, 8_000, Buffer.alloc(160, 0xff)],
    ['G722', 9, 8_000, Buffer.alloc(160, 0xfd)],
    ['opus', 111, 48_000, Buffer.from([0xf8, 0xff, 0xfe])]
  ])('is closed at first: %s becomes silence', async (name, engineType, clockRate, silence) => {
    await session.setPbxLeg(legTo(pbx, [{ payloadType: 100, name, clockRate }]))
    for (let count = 0; count < 5; count++) engine.speak(Buffer.alloc(160, 0x2a), engineType)
    await pbx.until('packets', (all) => all.length >= 5)
    for (const { payload } of pbx.arrived) expect(payload).toEqual(silence)
    expect(session.statistics().silenced).toBe(5)
  })

  it('passes exactly what was said while it was open, whatever the order of things', async () => {
    await session.setPbxLeg(legTo(pbx))
    const step = fc.constantFrom<(MicrophonePolicy | 'speak')[]>('closed', 'muted', 'open', 'speak')
    const silence = Buffer.alloc(160, 0xd5)
    const lastWord = Buffer.alloc(160, 200)
    let spoken = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 40 }), async (steps) => {
        session.setMicrophone('closed')
        pbx.arrived.length = 0
        let policy: MicrophonePolicy = 'closed'
        const allowed: number[] = []
        for (const each of steps) {
          if (each === 'speak') {
            spoken = (spoken % 100) + 1
            engine.speak(Buffer.alloc(160, spoken))
            if (policy === 'open') allowed.push(spoken)
          } else session.setMicrophone((policy = each))
        }
        session.setMicrophone('open')
        engine.speak(lastWord)
        await pbx.until('the last word', (all) =>
          all.some(({ payload }) => payload.equals(lastWord))
        )
        const passed = pbx.arrived.filter(
          ({ payload }) => !payload.equals(silence) && !payload.equals(lastWord)
        )
        expect(passed.map(({ payload }) => payload[0])).toEqual(allowed)
      }),
      { numRuns: 40 }
    )
  })

  it('is not opened by a new leg to the engine', async () => {
    await session.setPbxLeg(legTo(pbx))
    session.setMicrophone('open')
    session.setMicrophone('closed')
    const before = engine
    await session.engineOffer()
    expect(before.closed).toBe(true)
    before.speak(voice)
    engine.speak(voice)
    await pbx.until('packets', (all) => all.length >= 3)
    expect(pbx.arrived.some(isVoice)).toBe(false)
  })
})

describe('one stream to the PBX', () => {
  it('goes on in silence while there is no engine, and is the same when it is back', async () => {
    await session.setPbxLeg(legTo(pbx))
    session.setMicrophone('open')
    await pbx.until('silence of the relay', (all) => all.length >= 3)
    engine.speak(voice)
    await session.engineOffer()
    engine.speak(voice)
    await pbx.until('voice twice', (all) => all.filter(isVoice).length >= 2)
    expect(new Set(pbx.arrived.map(({ ssrc }) => ssrc)).size).toBe(1)
    pbx.arrived.slice(1).forEach((packet, index) => {
      expect((packet.sequenceNumber - pbx.arrived[index]!.sequenceNumber) & 0xffff).toBe(1)
    })
  })

  it('is empty on hold', async () => {
    await session.setPbxLeg({ ...legTo(pbx), direction: 'recvonly' })
    session.setMicrophone('open')
    engine.speak(voice)
    expect(await session.sendTelephoneEvents('1', 100, 60)).toMatchObject({ sent: false })
    await session.setPbxLeg(legTo(pbx))
    await pbx.until('what comes after the hold', (all) => all.length > 0)
    expect(pbx.arrived.some(isVoice)).toBe(false)
  })
})

describe('telephone-events on the wire', () => {
  /** The engine goes on speaking every 20 ms, as it does in a call. */
  async function sendWhileSpeaking(digits: string) {
    const talking = setInterval(() => engine.speak(voice), 20)
    try {
      return await session.sendTelephoneEvents(digits, 100, 60)
    } finally {
      clearInterval(talking)
    }
  }

  it('are exact: one timestamp an event, durations, three ends, no gap, no voice in between', async () => {
    await session.setPbxLeg(legTo(pbx))
    session.setMicrophone('open')
    engine.speak(voice)
    const { sent } = await sendWhileSpeaking('2*')
    expect(sent).toBe(true)
    await pbx.until('six ends', (all) => all.filter(isEnd).length === 6)
    const first = pbx.arrived.findIndex(isEvent)
    const last = pbx.arrived.length - 1 - [...pbx.arrived].reverse().findIndex(isEvent)

    const byDigit = ['2', '*'].map((digit) =>
      pbx.arrived.filter((packet) => isEvent(packet) && read(packet).digit === digit)
    )
    for (const packets of byDigit) {
      expect(packets.map((packet) => read(packet).durationUnits)).toEqual([
        160, 320, 480, 640, 800, 800, 800
      ])
      expect(packets.map(({ marker }) => marker)).toEqual([
        true,
        ...new Array<boolean>(6).fill(false)
      ])
      expect(new Set(packets.map(({ timestamp }) => timestamp)).size).toBe(1)
      const begin = pbx.arrived.indexOf(packets[0]!)
      expect(pbx.arrived.slice(begin, begin + 7).every(isEvent)).toBe(true)
    }
    const [two, star] = byDigit.map((packets) => packets[0]!.timestamp) as [number, number]
    expect((star - two) >>> 0).toBeGreaterThanOrEqual((100 + 40) * 8)
    pbx.arrived.slice(first, last + 1).forEach((packet, index) => {
      expect(
        (packet.sequenceNumber - pbx.arrived[first + index - 1]!.sequenceNumber) & 0xffff
      ).toBe(1)
    })
  })

  it('leave with the closed microphone too', async () => {
    await session.setPbxLeg(legTo(pbx))
    expect(await session.sendTelephoneEvents('0', 100, 60)).toMatchObject({ sent: true })
    await pbx.until('three ends', (all) => all.filter(isEnd).length === 3)
  })

  it('are not sent to a PBX that did not accept them', async () => {
    await session.setPbxLeg(legTo(pbx, g711.slice(0, 1)))
    expect(await session.sendTelephoneEvents('0', 100, 60)).toEqual({
      sent: false,
      firstPacketAt: 0
    })
  })

  const isEvent = ({ payloadType }: Arrived) => payloadType === events.payloadType
  const read = ({ payload }: Arrived) => parseTelephoneEvent(payload)!
  const isEnd = (packet: Arrived) => isEvent(packet) && read(packet).end
})

describe('what comes from the PBX', () => {
  it('reaches the engine with its payload type, one to one', async () => {
    await session.setPbxLeg(legTo(pbx, [{ payloadType: 99, name: 'PCMU', clockRate: 8_000 }]))
    for (let count = 0; count < 5; count++) pbx.speak(session.port, 99)
    await pbxPackets(5)
    expect(engine.heard.map(({ payloadType }) => payloadType)).toEqual([0, 0, 0, 0, 0])
    expect(flowing).toEqual([true])
  })

  it('may carry the payload types of our offer, as RFC 3264 wants', async () => {
    await session.setPbxLeg(legTo(pbx, [{ payloadType: 107, name: 'opus', clockRate: 48_000 }]))
    pbx.speak(session.port, 111)
    pbx.speak(session.port, 107)
    await pbxPackets(2)
    expect(engine.heard.map(({ payloadType }) => payloadType)).toEqual([111, 111])
  })

  it('is dropped and counted when it is rubbish, and the stream does not suffer', async () => {
    await session.setPbxLeg(legTo(pbx))
    pbx.speak(session.port)
    await pbxPackets(1)
    const stranger = await PbxSocket.bind('127.0.0.9')
    for (let index = 1; index <= 500; index++) {
      pbx.send(session.port, Buffer.alloc(index % 60, index))
      stranger.speak(session.port)
      pbx.speak(session.port, 33)
      // Not faster than the socket takes them: every one of them is to be counted.
      if (index % 25 === 0) await waitFor(() => session.statistics().dropped === index * 3)
    }
    pbx.speak(session.port)
    await pbxPackets(2)
    expect(session.statistics().dropped).toBe(1_500)
    expect(engine.heard).toHaveLength(2)
    stranger.close()
  })

  it('may be comfort noise, which is no fault and not passed on', async () => {
    await session.setPbxLeg(legTo(pbx))
    pbx.speak(session.port, 13)
    pbx.speak(session.port)
    await pbxPackets(1)
    expect(engine.heard).toHaveLength(1)
    expect(session.statistics().dropped).toBe(0)
  })

  it('may change its codec in the middle of the call', async () => {
    const both = [
      { payloadType: 9, name: 'G722', clockRate: 8_000 },
      { payloadType: 8, name: 'PCMA', clockRate: 8_000 }
    ]
    await session.setPbxLeg(legTo(pbx, both))
    pbx.speak(session.port, 9)
    pbx.speak(session.port, 8)
    await pbxPackets(2)
    expect(engine.heard.map(({ payloadType }) => payloadType)).toEqual([9, 8])
    await session.setPbxLeg(legTo(pbx, both.slice(1)))
    pbx.arrived.length = 0
    await pbx.until('our silence in the new codec', (all) => all.length >= 3)
    await pbx.until('only that', (all) => all.slice(2).every((each) => each.payloadType === 8))
  })

  it('may come by IPv6, however its address is written', async () => {
    const six = await PbxSocket.bind('::1')
    let heard: FakeEngineLeg | undefined
    const call = await RelaySession.open({
      localAddress: '::1',
      makeEngineLeg: (onPacket) => (heard = new FakeEngineLeg(onPacket)),
      onReceivedAudio: () => {}
    })
    await call.engineOffer()
    await call.setPbxLeg({ ...legTo(six), host: '0:0:0:0:0:0:0:1' })
    await six.until('our packets', (all) => all.length >= 3)
    six.speak(call.port)
    await waitFor(() => heard?.heard.length === 1)
    await call.close()
    six.close()
  })

  it('may come from elsewhere than the SDP says, and then goes back there', async () => {
    const proxy = await PbxSocket.bind('127.0.0.7')
    await session.setPbxLeg(legTo(pbx))
    proxy.speak(session.port)
    await pbxPackets(1)
    await proxy.until('our packets', (all) => all.length > 0)
    // The host of the SDP takes the stream back.
    pbx.speak(session.port)
    await pbxPackets(2)
    pbx.arrived.length = 0
    await pbx.until('our packets', (all) => all.length > 0)
    proxy.close()
  })

  /** Resolves when so many packets were accepted. Ours go out all the time and wake it up. */
  const pbxPackets = async (count: number) => {
    await waitFor(() => session.statistics().packetsFromPbx >= count)
  }
})

/** Looks at every turn of the event loop; the test's own time limit ends it. */
async function waitFor(satisfied: () => boolean): Promise<void> {
  while (!satisfied()) await new Promise((resolve) => setImmediate(resolve))
}
