import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type {
  DirectFlow,
  EngineEvent,
  EngineRequests,
  VoiceLockRequests
} from '@contract/ipc/media-protocol'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { DirectCallMedia } from '../../../src-main/media/session/direct-call-media'

const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\nc=IN IP4 127.0.0.1\r\n'
const stream = 'm=audio 4000 UDP/TLS/RTP/SAVPF 8\r\na=setup:actpass\r\na=sendrecv\r\n'
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
    voiceLock: new MediaProcess<VoiceLockRequests, never>('voice lock'),
    log: { debug() {}, info() {}, warn() {} },
    onClosed: () => {},
    onTurn: () => {},
    onFailed: (failure) => told.push(failure)
  })
  media.onOfferNeeded((need) => told.push(need))
  await offered(oneLine)
  seconds(1, true)
})

afterEach(async () => {
  await media.close()
  vi.useRealTimers()
})

describe('a direct call whose engine crashed', () => {
  it('needs a session from the beginning, with a connection and keys of its own', async () => {
    crash()
    expect(told).toEqual(['later', 'new-session'])
    engine.asked.length = 0
    expect(await offered(oneLine)).toContain('a=connection:new')
    expect(engine.asked).toEqual(['directOpen', 'directOffer', 'directAccept'])
    expect(await media.createOffer()).not.toContain('a=connection:new')
    seconds(20, true)
    expect(told).toEqual(['later', 'new-session'])
  })

  it('asks again when the engine crashed once more before the answer', async () => {
    crash()
    await media.createOffer()
    crash()
    expect(told).toEqual(['later', 'new-session', 'later', 'new-session'])
    expect(await offered(oneLine)).toContain('a=connection:new')
  })

  it('says so before an offer that was under way comes to nothing', async () => {
    crash()
    told.length = 0
    const offer = media.createOffer().catch(() => told.push('no offer'))
    engine.process.onGone(() => media.told.engineGone())
    engine.process.detach('exited')
    await offer
    expect(told).toEqual(['later', 'no offer'])
  })

  it('takes the answer to an offer that went with it, and offers anew', async () => {
    await media.createOffer()
    crash()
    engine.asked.length = 0
    await media.acceptAnswer(oneLine)
    expect(engine.asked).toEqual([])
    expect(await offered(oneLine)).toContain('a=connection:new')
    expect(engine.asked).toEqual(['directOpen', 'directOffer', 'directAccept'])
  })

  it('ends when it is not connected again', async () => {
    crash()
    await offered(oneLine)
    seconds(10, false)
    expect(told).toEqual(['later', 'new-session'])
    seconds(1, false)
    expect(told).toEqual(['later', 'new-session', 'not-connected'])
  })

  it('needs a re-INVITE only when no more than the way was lost', async () => {
    media.told.engineDisconnected()
    expect(told).toEqual(['re-invite'])
    expect(await media.createOffer()).not.toContain('a=connection:new')
  })
})
