import type { SupervisionView } from '@contract/ipc/snapshot'
import type { PeerSrtp } from '../media/peer-srtp'
import type { RelayRequest } from '../media/relay-in-process'
import type { RtpPacket } from '../phone/rtp-packet'
import { JudgedSocket } from './judged-socket'
import type { Marker, Moment, Said } from './marker'
import type { Tally } from './tally'
import { isSilence, toneInFrame } from './voice-frames'

/** The PBX's ends of one call's sound: two, because a PBX may move. */
export interface JudgedCall {
  readonly sockets: readonly [JudgedSocket, JudgedSocket]
  useSrtp(srtp: PeerSrtp | null): void
}

/** A call that is over is listened to until so many came after it. */
const listenedTo = 6

interface Known extends JudgedCall {
  session: string | null
  said: Said
  saidAt: number
  /** which asking for silence it waits for */
  asking: number
}

/**
 * Judges every frame that the PBX gets by what was promised when it left. Silence is promised by main's view: when it says
 * that the mode is spy or that the microphone is not open, and when nothing is supervised. It is also promised by the
 * relay's lock, from the request that closes it to the one that opens it.
 *
 * Between asking for silence and the promise lies a message from main to the relay; what leaves then is counted, and the
 * message after it makes the promise at the latest.
 */
export class JudgedCalls {
  private said: Said = 'silent'
  /** the last one is what main speaks of; the others are over */
  private readonly calls = new Set<Known>()
  private readonly open = new Set<string>()
  private probes: number[] = []
  private asking = 0

  constructor(
    private readonly marker: Marker,
    private readonly tally: Tally,
    private readonly ports: {
      /** a request behind all others that the relay was sent; rejects when the relay goes */
      probe(): Promise<unknown>
      leaked(how: string): void
      heard(isVoice: boolean): void
    }
  ) {}

  /** Whether main promises silence now. */
  get isSilent(): boolean {
    return this.said === 'silent'
  }

  async openCall(): Promise<JudgedCall> {
    const judge = {
      frame: (packet: RtpPacket, moment: Moment) => this.judge(packet, moment),
      unreadable: () => void (this.tally.unreadableFrames += 1)
    }
    const sockets = [
      await JudgedSocket.bind('127.0.0.1', this.marker, judge),
      await JudgedSocket.bind('127.0.0.3', this.marker, judge)
    ] as const
    const call: Known = {
      sockets,
      session: null,
      said: this.said === 'speaks' ? 'speaks' : 'silent',
      saidAt: performance.now(),
      asking: 0,
      useSrtp: (srtp) => {
        for (const socket of sockets) socket.srtp = srtp
      }
    }
    this.calls.add(call)
    void this.mark(call)
    const [oldest] = this.calls
    if (oldest && this.calls.size > listenedTo) void this.forget(oldest)
    return call
  }

  private async forget(call: Known): Promise<void> {
    this.calls.delete(call)
    await this.mark(call)
    for (const socket of call.sockets) socket.close()
  }

  async close(): Promise<void> {
    await Promise.all([...this.calls].map((call) => this.forget(call)))
    this.marker.close()
  }

  /** What main shows its windows. */
  follow(view: SupervisionView): void {
    const says = promiseOf(view)
    if (says === 'asked') this.ask()
    else if (says !== this.said) {
      this.said = says
      const last = [...this.calls].at(-1)
      if (last) this.say(last, says)
    }
  }

  /** What the relay is asked. */
  taking(request: RelayRequest, when: 'before' | 'after'): void {
    switch (request.request) {
      case 'setPbxLeg':
        if (when === 'before') this.name(request.input.session, request.input.leg.port)
        break
      case 'setMicrophone': {
        const { session, microphone } = request.input
        if (microphone === 'open' && when === 'before') this.lock(session, 'open')
        if (microphone !== 'open' && when === 'after') this.lock(session, 'closed')
        break
      }
      case 'hello':
        if (when === 'after') this.probed(this.probes.shift())
        break
      default:
    }
  }

  /** The next relay begins with every lock closed. */
  relayCrashed(): void {
    for (const session of [...this.open]) this.lock(session, 'closed')
  }

  private say(call: Known, said: Said): void {
    call.said = said
    call.saidAt = performance.now()
    void this.mark(call)
  }

  private ask(): void {
    if (this.said !== 'speaks') return
    this.said = 'asked'
    const asking = ++this.asking
    for (const call of this.calls) {
      if (call.said !== 'speaks') continue
      call.asking = asking
      this.say(call, 'asked')
    }
    // The requests that main makes of what it has just said leave before this one.
    queueMicrotask(() => {
      this.probes.push(asking)
      this.ports.probe().catch(() => {
        this.probes = this.probes.filter((probe) => probe !== asking)
        this.probed(asking)
      })
    })
  }

  private probed(asking: number | undefined): void {
    if (asking === this.asking && this.said === 'asked') this.said = 'silent'
    for (const call of this.calls) {
      if (call.asking === asking && call.said === 'asked') this.say(call, 'silent')
    }
  }

  private lock(session: string, lock: Moment['lock']): void {
    if (this.open.has(session) === (lock === 'open')) return
    if (lock === 'open') this.open.add(session)
    else this.open.delete(session)
    for (const call of this.calls) if (call.session === session) void this.mark(call)
  }

  private name(session: string, port: number): void {
    for (const call of this.calls) {
      if (call.session === session || !call.sockets.some((socket) => socket.port === port)) continue
      call.session = session
      void this.mark(call)
    }
  }

  /** Resolves when it was read. */
  private async mark({ sockets, session, said, saidAt }: Known): Promise<void> {
    const lock = session !== null && this.open.has(session) ? 'open' : 'closed'
    await Promise.all(sockets.map((socket) => socket.mark({ said, lock, at: saidAt })))
  }

  private judge({ payloadType, payload }: RtpPacket, moment: Moment): void {
    const { tally } = this
    const { said, lock, at } = moment
    const isVoice = !isSilence(payloadType, payload)
    const toneDbfs = toneInFrame(payloadType, payload)
    if (said === 'silent') {
      tally.silentFrames += 1
      tally.loudestDbfs = Math.max(tally.loudestDbfs, toneDbfs ?? -Infinity)
    }
    if (isVoice && (said === 'silent' || lock === 'closed')) {
      const afterMs = (performance.now() - at).toFixed(1)
      this.ports.leaked(
        `payload type ${payloadType}, ${String(toneDbfs)} dBFS, said ${said} ${afterMs} ms ago, lock ${lock}`
      )
    } else if (isVoice && said === 'asked') {
      tally.lastFrames += 1
      tally.lastFrameMs = Math.max(tally.lastFrameMs, performance.now() - at)
    } else if (isVoice) {
      tally.voiceFrames += 1
      tally.quietestVoiceDbfs = Math.min(tally.quietestVoiceDbfs, toneDbfs ?? Infinity)
    }
    this.ports.heard(isVoice)
  }
}

/** By what a person reads, and not by the policy that is to be proven. */
function promiseOf(view: SupervisionView): Said {
  if (view.phase !== 'supervising') return 'asked'
  if (view.mode === 'spy' || view.microphone !== 'open') return 'silent'
  return view.muted || view.change?.to === 'spy' ? 'asked' : 'speaks'
}
