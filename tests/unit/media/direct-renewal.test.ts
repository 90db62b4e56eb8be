import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DirectFlow, EngineEvent, EngineRequests } from '@contract/ipc/media-protocol'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { DirectCallMedia } from '../../../src-main/media/session/direct-call-media'

const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\n'
const stream = 'm=audio 4000 UDP/TLS/RTP/SAVPF 8\r\na=setup:actpass\r\na=sendrecv\r\n'
const declined = 'm=audio 0 UDP/TLS/RTP/SAVPF 8\r\n'
const oneLine = session + stream
const flow: DirectFlow = {
  connected: false,
  codec: 'PCMA',
  packetsSent: 0,
  packetsReceived: 0,
  packetsLost: 0,
  jitterMs: 0,
  sentEnergy: 0,
  path: null,
  roundTripMs: null,
  reported: null
}

/** Answers at once, and remembers what it was asked. */
class StubEngine {
  readonly process = new MediaProcess<EngineRequests, EngineEvent>('audio engine')
  readonly asked: string[] = []

  async start(): Promise<void> {
    const { receive, started } = this.process.attach({
      postMessage: (message) => {
        const { id, request } = message as { id: number; request: string }
        if (request !== 'hello') this.asked.push(request)
        const value = request === 'directOffer' ? { sdp: oneLine } : null
        setImmediate(() => receive({ answerTo: id, value }))
      }
    })
    await started
  }
}

let engine: StubEngine
let media: DirectCallMedia
let told: string[]

const ports = (sdp: string) => [...sdp.matchAll(/^m=audio (\d+)/gm)].map(([, port]) => port).join()
const seconds = (count: number, connected: boolean) => {
  for (let second = 0; second < count; second++) {
    vi.advanceTimersByTime(1_000)
    media.told.flow({ ...flow, connected })
  }
}
const offered = async (answer: string) => {
  const sdp = await media.createOffer()
  await media.acceptAnswer(answer)
  return sdp
}
const crash = () => {
  media.told.engineGone()
  media.told.engineStarted()
}

beforeEach(async () => {
  vi.useFakeTimers({ toFake: ['performance'] })
  engine = new StubEngine()
  await engine.start()
  told = []
  media = new DirectCallMedia({
    session: 'a call',
    localAddress: '127.0.0.1',
    setup: { iceServers: [], codecs: ['PCMA'] },
    gathering: () => ({ place: '', expected: null }),
    engine: engine.process,
    log: { debug() {}, info() {}, warn() {} },
    onClosed: () => {},
    onTurn: () => {},
    onFailed: (failure) => told.push(failure)
  })
  media.onOfferNeeded(() => told.push('offer needed'))
  await offered(oneLine)
  seconds(1, true)
})

afterEach(async () => {
  await media.close()
  vi.useRealTimers()
})

describe('a direct call whose engine crashed', () => {
  it('offers new keys for the stream that there is, and that is all a PBX with use for them needs', async () => {
    crash()
    const offer = await offered(oneLine)
    expect(ports(offer)).toBe('4000')
    expect(offer).toContain('a=connection:new')
    seconds(1, true)
    seconds(20, true)
    expect(told).toEqual(['offer needed'])
  })

  it('offers another stream when new keys came to nothing, with a connection of its own', async () => {
    crash()
    await offered(oneLine)
    seconds(3, false)
    expect(told).toEqual(['offer needed'])
    engine.asked.length = 0
    seconds(1, false)
    expect(told).toEqual(['offer needed', 'offer needed'])
    expect(ports(await offered(session + declined + stream))).toBe('0,4000')
    expect(engine.asked).toEqual(['disconnect', 'directOpen', 'directOffer', 'directAccept'])
    seconds(20, true)
    expect(told).toHaveLength(2)
  })

  it('offers another stream at once to a PBX that needed one before', async () => {
    crash()
    await offered(oneLine)
    seconds(4, false)
    await offered(session + declined + stream)
    seconds(1, true)
    crash()
    expect(ports(await offered(session + stream + declined))).toBe('4000,0')
    seconds(1, true)
    expect(told).toEqual(['offer needed', 'offer needed', 'offer needed'])
  })

  it('ends when another stream is not connected either', async () => {
    crash()
    await offered(oneLine)
    seconds(4, false)
    await offered(session + declined + stream)
    seconds(10, false)
    expect(told).toHaveLength(2)
    seconds(1, false)
    expect(told.at(-1)).toBe('not-connected')
  })

  it('goes on with two lines in what both say later', async () => {
    crash()
    await offered(oneLine)
    seconds(4, false)
    await offered(session + declined + stream)
    seconds(1, true)
    expect(ports(await media.createOffer())).toBe('0,4000')
  })
})
