import { defaultCodes, type SwitchMethod } from '@contract/settings/dialing-rule'
import type { SupervisionView } from '@contract/ipc/snapshot'
import type { MediaSecurity } from '@contract/settings/media-security'
import type { DtmfMethod } from '@contract/telephony/dtmf'
import { supervisionCall } from '../../../src-main/app/supervision-call'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import type { SupervisionCall } from '../../../src-main/supervision/ports'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeAudioEngine } from '../media/fake-audio-engine'
import { RelayInProcess } from '../media/relay-in-process'
import { accountOn } from '../scripted-peer-roles'
import { makeAccount, registrationIs } from '../sip-account-under-test'
import { JudgedCalls } from './judged-calls'
import { Marker } from './marker'
import { MoodyPbx } from './moody-pbx'
import type { Numbers } from './numbers-from'
import type { Tally } from './tally'
import { voiceFrame } from './voice-frames'

const silentLog = { debug: () => {}, info: () => {}, warn: () => {} }
const noLines = { lines: [], warnings: [], ...silentLog }
/** Loopback has many addresses: the computer moves from one to the other. */
const addresses = ['127.0.0.1', '127.0.0.2'] as const
/** how far back a failure is told */
const remembered = 40

interface NotedProcess {
  readonly name: string
  request(name: string, input: unknown): Promise<unknown>
}

/** What the settings say of the calls from now on. */
export interface Customer {
  readonly mediaSecurity: MediaSecurity
  readonly dtmfMethod: DtmfMethod
  readonly switchMethod: SwitchMethod
}

/**
 * A manager at work without a window: the real supervisor, SIP and media with its relay on one side, a PBX on the other,
 * and an engine that sends voice all the time, whatever its own lock is told. Every frame that arrives is judged.
 */
export class ProofDesk {
  readonly engine = new FakeAudioEngine()
  readonly relay = new RelayInProcess()
  readonly calls: JudgedCalls
  customer: Customer = { mediaSecurity: 'rtp', dtmfMethod: 'auto', switchMethod: 'dtmf' }
  pbx!: MoodyPbx
  account!: SipAccount
  private trace: string[] = []
  /** requests to relay and engine that are not answered yet */
  private readonly asked = new Set<string>()
  private address = 0
  private closed = false
  private sessions: CallMediaSessions
  private readonly waiting = new Set<() => void>()
  /** frames the engine has sent, the PBX has got, and those of them with voice */
  spoken = 0
  heard = 0
  voiced = 0

  readonly supervisor = new Supervisor({
    profileOf: (extension) => ({
      target: { extension, name: 'John' },
      codes: { ...defaultCodes, switchMethod: this.customer.switchMethod },
      dtmfMethod: this.customer.dtmfMethod,
      callSupervision: true
    }),
    isRegistered: () => this.account.registration.kind === 'registered',
    openCall: () => this.openCall(),
    now: Date.now,
    log: silentLog
  })

  private constructor(marker: Marker, tally: Tally) {
    const { engine, relay } = this
    this.sessions = new CallMediaSessions(
      { relay: relay.process, engine: engine.process, voiceLock: engine.voiceLock },
      silentLog
    )
    this.calls = new JudgedCalls(marker, tally, {
      probe: () => relay.process.request('hello', null),
      leaked: (how) => tally.failures.push(`LEAK: ${how}; ${this.story}`),
      heard: (isVoice) => {
        this.heard += 1
        if (isVoice) this.voiced += 1
        this.wake()
      }
    })
    this.noteRequests(relay.process)
    this.noteRequests(engine.process)
    relay.taking = (request, when) => this.calls.taking(request, when)
    engine.speaks = (_session, payloadType) => voiceFrame(payloadType)
    engine.spoke = () => {
      this.spoken += 1
      if (this.calls.isSilent) tally.keptFrames += 1
      this.wake()
    }
    this.supervisor.onChange((view) => {
      this.calls.follow(view)
      this.wake()
    })
  }

  static async open(number: Numbers, tally: Tally): Promise<ProofDesk> {
    const desk = new ProofDesk(await Marker.open(), tally)
    await Promise.all([desk.relay.start(), desk.engine.start()])
    desk.pbx = await MoodyPbx.start(desk.calls, number, tally)
    desk.account = makeAccount(accountOn(desk.pbx.peer, 'udp'), {
      log: noLines as never,
      timers: { t1Ms: 20, t2Ms: 160 },
      routeSource: async () => desk.localAddress
    })
    desk.account.start()
    await registrationIs(desk.account, 'registered')
    desk.account.onRegistration(() => desk.wake())
    return desk
  }

  /** For whoever has to find out why nothing goes on. */
  get state(): string {
    const messages = this.pbx.peer.received.slice(-8).map(({ startLine, method }) => {
      return startLine.startsWith('SIP') ? `${startLine} (${method})` : startLine
    })
    return JSON.stringify({ view: this.view, asked: [...this.asked], messages })
  }

  did(step: string): void {
    this.trace = [...this.trace, step].slice(-remembered)
  }

  get view(): SupervisionView {
    return this.supervisor.view
  }

  /** What led to this, the last at the end. */
  get story(): string {
    const { mediaSecurity, dtmfMethod, switchMethod } = this.customer
    return `${mediaSecurity}, ${dtmfMethod}, ${switchMethod}: ${this.trace.join(', ')}`
  }

  networkMoves(): void {
    this.address += 1
    this.account.networkChanged()
  }

  /** Looks now, and whenever a frame left or came, or main said something. */
  async until(satisfied: () => boolean): Promise<void> {
    while (!satisfied()) {
      if (this.closed) throw new Error('the desk is closed')
      await new Promise<void>((resolve) => this.waiting.add(resolve))
    }
  }

  async close(): Promise<void> {
    this.closed = true
    this.wake()
    this.relay.goOn()
    this.pbx.behave()
    this.supervisor.hangUp()
    await this.account.stop()
    await this.sessions.closeAll()
    await this.engine.crash()
    await this.calls.close()
    await this.pbx.stop()
  }

  private noteRequests(process: NotedProcess): void {
    const request = process.request.bind(process)
    let count = 0
    process.request = (name, input) => {
      const note = `${process.name} ${name} ${++count}`
      this.asked.add(note)
      return request(name, input).finally(() => this.asked.delete(note))
    }
  }

  private get localAddress(): string {
    return addresses[this.address % 2] ?? addresses[0]
  }

  private wake(): void {
    const waiting = [...this.waiting]
    this.waiting.clear()
    for (const resolve of waiting) resolve()
  }

  private openCall(): SupervisionCall | null {
    const { relay, engine, customer } = this
    if (!relay.process.isRunning || !engine.process.isRunning) return null
    const { mediaSecurity } = customer
    // Keys travel over TLS only; here nobody else reads them.
    const media = this.sessions.open(this.account.localAddress(), {
      transport: 'tls',
      mediaSecurity
    })
    return supervisionCall(this.account, media)
  }
}
