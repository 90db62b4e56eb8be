import { readFileSync } from 'node:fs'
import { isWebSocket } from '@contract/settings/customer'
import type { Party } from '@contract/telephony/audibility'
import { epochMs } from '../support/phone/clock'
import { locateServer } from '../support/phone/locate-server'
import { Phone } from '../support/phone/phone'
import type { PhoneCall } from '../support/phone/phone-call'
import type { Recording } from '../support/phone/recording'
import type { PhoneAccount } from '../support/phone/sip-endpoint'
import { toneChange, toneDbfs } from '../support/phone/tone-analysis'
import {
  listenMs,
  settleWithinMs,
  toneHz,
  type CallToAgent,
  type Listened,
  type Parties,
  type ToneLevels
} from './parties'
import { agentExtension, type ScenarioFile } from './scenario-file'

/** Packets under way while the mode changes carry a little of both: they are left out. */
const edgeMs = 100

/** Agent and client are simulated phones on a PBX that we do not know. */
export class PhoneParties implements Parties {
  private calls: Readonly<Record<Party, PhoneCall>> | undefined

  private constructor(
    private readonly agent: Phone,
    private readonly client: Phone,
    private readonly number: string
  ) {}

  /** Registers both. @throws when the PBX refuses one */
  static async open(file: ScenarioFile): Promise<PhoneParties> {
    const { scenario } = file
    const opened: Phone[] = []
    try {
      const agent = await registered('agent', file, scenario.agent, opened)
      const client = await registered('client', file, scenario.client, opened)
      return new PhoneParties(agent, client, scenario.dial ?? agentExtension(file))
    } catch (error) {
      await Promise.all(opened.map((phone) => phone.close()))
      throw error
    }
  }

  async connect(): Promise<CallToAgent> {
    const answered = this.agent.answerNext(settleWithinMs)
    answered.catch(() => {})
    const { response, call } = await this.client.dial(this.number)
    if (call) this.calls = { agent: await answered, client: call }
    return { dialled: this.number, statusCode: response.statusCode }
  }

  async listen(audible: readonly Party[], fromMs: number): Promise<Listened> {
    const { calls } = this
    if (!calls) return { heard: null, since: null }
    const parties = ['agent', 'client'] as const
    const changes = await Promise.all(
      parties.map((party) => changeAt(calls[party], audible.includes(party), fromMs))
    )
    const known = changes.filter((at) => at !== undefined)
    const since = known.length === parties.length ? Math.max(...known) : null
    const start = (since ?? epochMs()) + edgeMs
    const [agent, client] = await Promise.all(parties.map((party) => levels(calls[party], start)))
    return { heard: agent && client ? { agent, client } : null, since }
  }

  /** What one of them has been sent so far, during the call. */
  recordingOf(party: Party): Recording {
    if (!this.calls) throw new Error('there is no call')
    return this.calls[party].audio.recording
  }

  async close(): Promise<void> {
    await Promise.all([this.client.close(), this.agent.close()])
  }
}

/** The authorities of the account's CA file, for our own end of a TLS connection. */
export function trusted({ caFile }: ScenarioFile['customer']['account']): { ca?: string } {
  return caFile === undefined ? {} : { ca: readFileSync(caFile, 'utf8') }
}

async function registered(
  role: keyof typeof toneHz,
  { customer: { account }, scenario }: ScenarioFile,
  simulated: ScenarioFile['scenario']['client'],
  opened: Phone[]
): Promise<Phone> {
  const proxy = account.outboundProxy ?? { host: account.domain }
  // The phones of agent and client speak no WebSocket, and the port of one is no port for SIP.
  const theirs = isWebSocket(account.transport)
    ? { host: proxy.host, port: undefined, transport: 'tcp' as const }
    : { ...proxy, transport: account.transport }
  const { host, port, transport = theirs.transport } = scenario.server ?? theirs
  const { user, password, authUser } = simulated
  const phoneAccount: PhoneAccount = {
    user,
    password,
    ...(authUser === undefined ? {} : { authUser }),
    domain: scenario.domain ?? account.domain,
    server: { ...(await locateServer(host, port, transport)), ...trusted(account) }
  }
  const phone = await Phone.open({ account: phoneAccount, toneHz: toneHz[role] })
  opened.push(phone)
  const { statusCode, reasonPhrase } = await phone.register()
  if (statusCode !== 200) {
    throw new Error(`the PBX does not register the ${role} ${user}: ${statusCode} ${reasonPhrase}`)
  }
  return phone
}

/** When the manager's tone began at a party, or ended; undefined when it did not in time. */
async function changeAt(
  { audio: { recording } }: PhoneCall,
  audible: boolean,
  fromMs: number
): Promise<number | undefined> {
  const change = audible ? 'begins' : 'ends'
  try {
    return await recording.until('the tone', settleWithinMs, ({ audio }) =>
      toneChange(audio, toneHz.manager, change, fromMs)
    )
  } catch {
    return undefined
  }
}

async function levels({ audio: { recording } }: PhoneCall, fromMs: number): Promise<ToneLevels> {
  const toMs = fromMs + listenMs
  // A party that is sent nothing at all hears silence.
  await recording.audioUntil(toMs, settleWithinMs).catch(() => {})
  const level = (hz: number) => toneDbfs(recording.audio, hz, fromMs, toMs)
  return {
    agent: level(toneHz.agent),
    client: level(toneHz.client),
    manager: level(toneHz.manager)
  }
}
