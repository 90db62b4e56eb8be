import { randomBytes } from 'node:crypto'
import { defaultCodes } from '@contract/settings/dialing-rule'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { CallState } from '@contract/telephony/call-state'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import type { CallMediaSession } from '../../../src-main/media/session/call-media-session'
import { parseSdp } from '../../../src-main/media/session/sdp'
import type { SupervisionCall } from '../../../src-main/supervision/ports'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeAudioEngine, voiceByte } from './fake-audio-engine'
import { PbxSocket } from './pbx-socket'
import { peerSrtp, type PeerSrtp } from './peer-srtp'
import { readBacklog } from './read-backlog'
import { RelayInProcess } from './relay-in-process'

const silentLog = { debug: () => {}, info: () => {}, warn: () => {} }

/** What a description of the PBX says. */
export interface PbxSays {
  readonly socket: PbxSocket
  readonly payloadTypes: readonly number[]
  readonly direction: 'sendrecv' | 'sendonly' | 'inactive'
}

/**
 * A manager at work without a window: the real supervisor, the real media with its relay, and an engine that sends voice
 * all the time, whatever its own lock is told. The PBX notices each frame of it.
 */
export class SupervisedDesk {
  readonly engine = new FakeAudioEngine()
  readonly relay = new RelayInProcess()
  /** frames of the microphone that came when nobody was to hear the manager */
  readonly leaks: string[] = []
  /** frames that came when somebody was */
  voiced = 0
  private trace: string[] = []
  private sessions!: CallMediaSessions
  private pbx: readonly PbxSocket[] = []
  private media: CallMediaSession | null = null
  private srtp: PeerSrtp | null = null
  private theirKey = ''
  private forbidden = false
  private armed = false
  readonly supervisor = new Supervisor({
    profileOf: (extension) => ({
      target: { extension, name: 'John' },
      codes: defaultCodes,
      dtmfMethod: 'rfc4733',
      callSupervision: true
    }),
    isRegistered: () => true,
    openCall: () => this.openCall(),
    now: Date.now,
    log: silentLog
  })

  static async open(): Promise<SupervisedDesk> {
    const desk = new SupervisedDesk()
    await Promise.all([desk.relay.start(), desk.engine.start()])
    const processes = { relay: desk.relay.process, engine: desk.engine.process }
    desk.sessions = new CallMediaSessions(processes, silentLog)
    desk.pbx = [await PbxSocket.bind(), await PbxSocket.bind('127.0.0.3')]
    for (const socket of desk.pbx) socket.hears = (payload) => desk.heard(payload)
    desk.supervisor.onChange((view) => desk.follow(view))
    return desk
  }

  /** SRTP with the PBX, for the calls from now on */
  encrypted = false

  did(step: string): void {
    this.trace = [...this.trace, step].slice(-25)
  }

  socket(index: 0 | 1): PbxSocket {
    const socket = this.pbx[index]
    if (!socket) throw new Error('no such socket')
    return socket
  }

  /** A re-INVITE of the PBX. One that finds no call is lost, as it would be. */
  async reInvite(says: PbxSays): Promise<void> {
    await this.media?.acceptOffer(this.describe(says)).catch(() => null)
  }

  async close(): Promise<void> {
    this.supervisor.hangUp()
    await this.sessions.closeAll()
    await this.engine.crash()
    for (const socket of this.pbx) socket.close()
  }

  /** By the modes alone, and not by the policy that is to be proven: who is heard by nobody sends nothing. */
  private follow(view: SupervisionView): void {
    const inSilence =
      view.phase !== 'supervising' || view.mode === 'spy' || view.change?.to === 'spy' || view.muted
    if (!inSilence) {
      this.forbidden = false
      this.armed = false
    } else if (!this.forbidden) {
      this.forbidden = true
      // What left before is read first; from then on each frame is one too many.
      void readBacklog().then(() => {
        this.armed = this.forbidden
      })
    }
  }

  private heard(payload: Buffer): void {
    if (payload[0] !== voiceByte || payload[1] !== voiceByte) return
    if (this.armed) this.leaks.push(this.trace.join(', '))
    else this.voiced += 1
  }

  private openCall(): SupervisionCall {
    const listeners: ((state: CallState) => void)[] = []
    const account = {
      transport: 'tls',
      ...(this.encrypted ? { mediaSecurity: 'sdes' as const } : {})
    } as const
    const media = this.sessions.open('127.0.0.1', account)
    this.media = media
    const reach = (state: CallState) => {
      for (const listener of listeners) listener(state)
    }
    return {
      dial: () => {
        void this.answer(media).then(
          () => reach({ kind: 'confirmed' }),
          () => reach({ kind: 'terminated', end: { by: 'network' } })
        )
      },
      onState: (listener) => void listeners.push(listener),
      hangUp: () => {},
      setMicrophone: (microphone) => media.setMicrophone(microphone),
      onMicrophoneLost: (listener) => void media.onMicrophoneLost(listener),
      onReceivedAudio: (listener) => void media.onReceivedAudio(listener),
      onQuality: (listener) => void media.onQuality(listener),
      get telephoneEvents() {
        return media.telephoneEvents
      },
      sendTelephoneEvents: (digits) => media.sendDigits(digits),
      sendInfo: () => Promise.resolve({ statusCode: 200 }),
      close: () => media.close()
    }
  }

  private async answer(media: CallMediaSession): Promise<void> {
    const { crypto } = parseSdp(await media.createOffer())
    const [ours] = crypto
    this.theirKey = randomBytes(30).toString('base64')
    this.srtp =
      ours && this.encrypted
        ? peerSrtp({ suite: ours.suite, send: ours.key, receive: this.theirKey })
        : null
    for (const socket of this.pbx) socket.srtp = this.srtp
    await media.acceptAnswer(
      this.describe({ socket: this.socket(0), payloadTypes: [8, 0], direction: 'sendrecv' })
    )
  }

  private describe({ socket, payloadTypes, direction }: PbxSays): string {
    return [
      'v=0',
      'o=- 1 1 IN IP4 127.0.0.1',
      's=-',
      `c=IN IP4 ${socket.host}`,
      't=0 0',
      `m=audio ${socket.port} RTP/${this.srtp ? 'SAVP' : 'AVP'} ${payloadTypes.join(' ')} 96`,
      'a=rtpmap:111 opus/48000/2',
      'a=rtpmap:96 telephone-event/8000',
      ...(this.srtp ? [`a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${this.theirKey}`] : []),
      `a=${direction}`,
      ''
    ].join('\r\n')
  }
}
