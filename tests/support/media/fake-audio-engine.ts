import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader } from 'werift'
import type {
  EngineEvent,
  EngineRequests,
  ListedDevice,
  MicrophoneProblem,
  SoundUse,
  VoiceLockRequests
} from '@contract/ipc/media-protocol'
import { portServer } from '@contract/ipc/port-call'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { linkPorts } from './link-ports'

/** What it says when it speaks; it never sends silence, so that only the relay can. */
export const voiceByte = 0x2a

interface Session {
  readonly connection: RTCPeerConnection
  readonly talking: NodeJS.Timeout
  /** payload types that arrived */
  readonly heard: number[]
  payloadType: number
}

const codec = (payloadType: number, mimeType: string, clockRate: number, channels = 1) =>
  new RTCRtpCodecParameters({ payloadType, mimeType, clockRate, channels })

/** An audio engine without a browser: real ICE, DTLS and SRTP, but it speaks whatever its microphone is told. */
export class FakeAudioEngine {
  readonly process = new MediaProcess<EngineRequests, EngineEvent>('audio engine')
  /** no relayed call asks it for anything */
  readonly voiceLock = new MediaProcess<VoiceLockRequests, never>('voice lock')
  readonly microphones: MicrophonePolicy[] = []
  problem: MicrophoneProblem | null = null
  /** what is connected to this machine, and what it was told to use of that */
  devices: readonly ListedDevice[] = []
  readonly uses: SoundUse[] = []
  readonly sounds: string[] = []
  /** the payload of the packet that is due in a session; null leaves it out */
  speaks: (session: string, payloadType: number) => Buffer | null = () =>
    Buffer.alloc(160, voiceByte)
  /** a packet has left */
  spoke: () => void = () => {}
  /** what its microphone takes its time for */
  opens: (() => Promise<void>) | null = null
  hears: (payload: Buffer, session: string) => void = () => {}
  private sessions = new Map<string, Session>()
  /** which connection is the last that was asked for; none once the session is dropped */
  private readonly wanted = new Map<string, RTCPeerConnection>()
  private tell: (event: EngineEvent) => void = () => {}

  /** Also after `crash`. */
  async start(): Promise<void> {
    const { near, far, connect } = linkPorts()
    const server = portServer<EngineRequests, EngineEvent>(far, {
      hello: () => null,
      connect: async ({ session, offer }) => {
        await this.drop(session)
        return { answer: await this.connect(session, offer) }
      },
      reoffer: ({ session, offer }) => {
        const found = this.sessions.get(session)
        if (!found) throw new Error('no such session')
        found.payloadType = firstPayloadType(offer)
        return { answer: '' }
      },
      setMicrophone: async ({ microphone }) => {
        if (this.opens && microphone !== 'closed') await this.opens()
        const { problem } = this
        this.microphones.push(microphone)
        return { microphone: problem ? 'closed' : microphone, problem }
      },
      directOpen: notHere,
      directOffer: notHere,
      directAnswer: notHere,
      directAccept: notHere,
      directDigits: notHere,
      tryIceServer: notHere,
      iceServerTrial: notHere,
      disconnect: async ({ session }) => {
        await this.drop(session)
        return null
      },
      listDevices: () => ({ devices: this.devices }),
      useSound: (use) => {
        this.uses.push(use)
        return null
      },
      testMicrophone: () => {
        this.tell({ type: 'sound-test', test: 'recording' })
        return { problem: this.problem }
      },
      playTone: () => {
        this.tell({ type: 'sound-test', test: 'tone' })
        return null
      },
      ringOnce: () => {
        this.tell({ type: 'sound-test', test: 'ringing' })
        return null
      },
      playSound: ({ sound }) => {
        this.sounds.push(`play ${sound}`)
        return null
      },
      stopSound: ({ sound }) => {
        this.sounds.push(`stop ${sound}`)
        return null
      },
      stopSoundTest: () => {
        this.tell({ type: 'sound-test', test: null })
        return null
      }
    })
    this.tell = (event) => server.tell(event)
    const { receive, started } = this.process.attach(near)
    connect(receive, (message) => server.receive(message))
    await started
  }

  async crash(): Promise<void> {
    this.process.detach('crashed')
    this.wanted.clear()
    await Promise.all([...this.sessions.keys()].map((session) => this.drop(session)))
  }

  says(event: (session: string) => EngineEvent): void {
    for (const session of this.sessions.keys()) this.tell(event(session))
  }

  /** It captures or plays, as it says ten times a second. */
  level(): void {
    this.tell({ type: 'levels', session: null, levels: { microphoneDbfs: -20, receivedDbfs: -20 } })
  }

  /** Something is connected or goes away, in the middle of everything. */
  connected(devices: readonly ListedDevice[]): void {
    this.devices = devices
    this.tell({ type: 'devices', devices })
  }

  /** The payload types that came from the PBX, of the only call there is. */
  get heard(): readonly number[] {
    return [...this.sessions.values()][0]?.heard ?? []
  }

  get sessionNames(): readonly string[] {
    return [...this.sessions.keys()]
  }

  get connections(): number {
    return this.sessions.size
  }

  private async connect(session: string, offer: string): Promise<string> {
    const connection = new RTCPeerConnection({
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1'],
      codecs: {
        audio: [
          codec(8, 'audio/PCMA', 8_000),
          codec(0, 'audio/PCMU', 8_000),
          codec(111, 'audio/opus', 48_000, 2)
        ],
        video: []
      }
    })
    this.wanted.set(session, connection)
    connection.addTransceiver('audio', { direction: 'sendrecv' })
    await connection.setRemoteDescription({ type: 'offer', sdp: offer })
    await connection.setLocalDescription(await connection.createAnswer())
    if (this.wanted.get(session) !== connection) {
      await connection.close()
      throw new Error('dropped meanwhile')
    }
    const heard: number[] = []
    const [dtls] = connection.dtlsTransports
    dtls?.onRtp.subscribe(({ header, payload }) => {
      heard.push(header.payloadType)
      this.hears(payload, session)
    })

    const ssrc = Math.floor(Math.random() * 2 ** 32)
    let sequenceNumber = 1
    const talking = setInterval(() => {
      const { payloadType } = this.sessions.get(session) ?? { payloadType: 8 }
      const payload = this.speaks(session, payloadType)
      if (!payload || !dtls?.srtpStarted) return
      sequenceNumber += 1
      const header = { ssrc, sequenceNumber, timestamp: sequenceNumber * 160 }
      void dtls.sendRtp(payload, new RtpHeader({ version: 2, payloadType, ...header }))
      this.spoke()
    }, 20)
    this.sessions.set(session, { connection, talking, heard, payloadType: firstPayloadType(offer) })
    return connection.localDescription?.sdp ?? ''
  }

  private async drop(name: string): Promise<void> {
    const session = this.sessions.get(name)
    this.wanted.delete(name)
    this.sessions.delete(name)
    if (!session) return
    clearInterval(session.talking)
    await session.connection.close()
  }
}

function firstPayloadType(offer: string): number {
  return Number(/^m=audio \d+ \S+ (\d+)/m.exec(offer)?.[1])
}

/** WebRTC with a PBX takes a browser (tests/integration/media/electron-direct.test.ts). */
function notHere(): never {
  throw new Error('this engine speaks to the relay only')
}
