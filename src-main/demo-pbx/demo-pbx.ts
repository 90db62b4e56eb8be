import type { DemoPbxEvent, DemoPbxOptions } from '@contract/ipc/training'
import { codesOf, type DialingRule } from '@contract/settings/dialing-rule'
import { Conversations } from './audio/conversations'
import { recordedVoices, toneVoices, type CallVoices } from './audio/voices'
import { systemClock, type Clock } from './clock'
import { demoAccounts, demoAgents, type DemoAccount } from './demo-directory'
import { Floor } from './floor/floor'
import { PhoneDesk } from './phone/phone-desk'
import { RequestRouter } from './request-router'
import { Authenticator } from './sip/authenticator'
import type { WatchedDialog } from './sip/dialog-info-body'
import { DialogNotifier } from './sip/dialog-notifier'
import { Registrar } from './sip/registrar'
import { SipEndpoint } from './sip/sip-endpoint'
import { loopback, PortInUse } from './sip/sip-transport'
import { SupervisionDesk } from './supervision/supervision-desk'

/** What the process is told, and what only tests turn. */
export interface DemoPbxSettings extends DemoPbxOptions {
  /** the customer's "Call supervision"; on where it is left out */
  readonly callSupervision?: boolean
  readonly dialingRule?: DialingRule
  /** instead of Adam's */
  readonly accounts?: readonly DemoAccount[]
  /** how long a join rings before it is answered; at once where it is left out */
  readonly answerAfterMs?: number
  readonly nonceLifetimeMs?: number
  readonly clock?: Clock
  /** like Math.random */
  readonly random?: () => number
}

/** The agent who is on a call when the demo starts, and who needs help with it. */
const firstOnCall = '744'
/** How long somebody whom the manager calls lets it ring. */
const phoneRingMs = 1_500
const realm = 'coachline-demo'
const nonceLifetimeMs = 300_000

/** A PBX for one desk: SIP over UDP and TCP, agents and clients who talk, and the three modes, on loopback only. */
export class DemoPbx {
  private readonly listeners = new Set<(event: DemoPbxEvent) => void>()
  private readonly endpoint: SipEndpoint
  private readonly floor: Floor
  private readonly notifier: DialogNotifier
  private readonly desk: SupervisionDesk
  private readonly phones: PhoneDesk
  private readonly registrar: Registrar
  private readonly conversations: Conversations
  private voicesOf: (extension: string) => CallVoices = toneVoices

  constructor(private readonly settings: DemoPbxSettings) {
    const clock = settings.clock ?? systemClock
    const accounts = settings.accounts ?? demoAccounts
    const lifetimeMs = settings.nonceLifetimeMs ?? nonceLifetimeMs

    this.conversations = new Conversations(clock, (extension, parties) => {
      const agentName = demoAgents.find((agent) => agent.extension === extension)?.name ?? ''
      this.tell({ type: 'hears', extension, agentName, parties })
    })
    this.floor = new Floor({
      extensions: demoAgents.map(({ extension }) => extension),
      firstOnCall,
      pace: settings.pace,
      clock,
      random: settings.random ?? Math.random,
      keepUntilMs: (extension) => this.desk.keepUntilMs(extension),
      onChange: (extension, state) => {
        this.tell({ type: 'call', extension, state })
        this.notifier.changed(extension)
        if (state === 'terminated') this.desk.agentCallEnded(extension)
      }
    })
    this.endpoint = new SipEndpoint(clock, {
      onRequest: (transaction) => {
        router.route(transaction)
      },
      onAck: (ack, invite) => {
        this.desk.acknowledge(ack, invite)
        this.phones.acknowledge(ack, invite)
      },
      onNoAck: (invite) => {
        this.desk.notAcknowledged(invite)
        this.phones.notAcknowledged(invite)
      }
    })
    this.notifier = new DialogNotifier(clock, this.endpoint, (extension) =>
      this.watchedDialog(extension)
    )
    this.desk = new SupervisionDesk({
      clock,
      endpoint: this.endpoint,
      rules: {
        agents: demoAgents,
        callSupervision: settings.callSupervision ?? true,
        codes: codesOf(settings.dialingRule ?? { kind: 'default', name: 'Default' })
      },
      conversations: this.conversations,
      callOf: (extension) => this.floor.callOf(extension),
      voicesOf: (extension) => this.voicesOf(extension),
      answerAfterMs: settings.answerAfterMs ?? 0
    })
    this.registrar = new Registrar(clock)
    this.phones = new PhoneDesk({
      clock,
      endpoint: this.endpoint,
      agents: demoAgents,
      floor: this.floor,
      voiceOf: (kind, number) => this.voicesOf(number)[kind],
      ringMs: settings.pace === 'manual' ? 0 : phoneRingMs,
      onHears: (call) => {
        const { number } = call.party
        this.tell({ type: 'phone-hears', number, held: call.held, ...call.hears() })
      },
      onDigit: ({ number }, digit) => {
        this.tell({ type: 'phone-digit', number, digit })
      }
    })
    const router = new RequestRouter(
      new Authenticator(clock, accounts, realm, lifetimeMs),
      this.registrar,
      this.notifier,
      this.desk,
      this.phones,
      demoAgents
    )
  }

  /** @returns a function that ends it */
  onEvent(listener: (event: DemoPbxEvent) => void): () => void {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /**
   * Tells `listening` or `failed` as well.
   *
   * @throws PortInUse, or why the voices cannot be read
   */
  async start(): Promise<{ readonly port: number }> {
    try {
      await this.loadVoices()
      const port = await this.endpoint.listen(this.settings.sipPort)
      this.tell({ type: 'listening', port })
      this.floor.open()
      return { port }
    } catch (error) {
      const reason = error instanceof PortInUse ? 'port-in-use' : 'failed'
      this.tell({ type: 'failed', reason, detail: String(error) })
      throw error
    }
  }

  /** Ends the supervisions by BYE and stops listening. */
  async stop(): Promise<void> {
    this.floor.close()
    this.desk.close()
    this.phones.close()
    this.notifier.close()
    this.conversations.close()
    await this.endpoint.close()
  }

  /** A client rings at an idle agent. */
  ringAgent(extension: string): void {
    this.floor.ring(extension)
  }

  /** The agent is connected to a client: the one who rings, or a new one. */
  callAgent(extension: string): void {
    this.floor.connect(extension)
  }

  /** The client of an agent hangs up, or whoever talks to the manager under this number. */
  endCall(number: string): void {
    this.phones.endCall(number)
    this.floor.hangUp(number)
  }

  /** A client calls the manager. Nothing happens when nobody has registered. */
  async callManager(): Promise<void> {
    const [account] = this.settings.accounts ?? demoAccounts
    const binding = account && this.registrar.contactOf(account.user)
    if (binding) await this.phones.callManager({ user: account.user, ...binding })
  }

  private tell(event: DemoPbxEvent): void {
    for (const listener of this.listeners) listener(event)
  }

  private async loadVoices(): Promise<void> {
    const { voices, voicesFolder } = this.settings
    if (voices === 'tones') return
    const [problem, order] = await Promise.all([
      recordedVoices(voicesFolder, 'problem'),
      recordedVoices(voicesFolder, 'order')
    ])
    this.voicesOf = (extension) => (extension === firstOnCall ? problem : order)
  }

  private watchedDialog(extension: string): WatchedDialog | undefined {
    const call = this.floor.callOf(extension)
    const agent = demoAgents.find((candidate) => candidate.extension === extension)
    if (!call || !agent) return undefined
    const uri = (user: string) => `sip:${user}@${loopback}`
    return {
      id: call.id,
      state: call.state === 'ringing' ? 'early' : 'confirmed',
      direction: call.direction,
      local: { displayName: agent.name, uri: uri(extension) },
      remote: { displayName: call.client.name, uri: uri(call.client.number) }
    }
  }
}
