import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import { audibleTo } from '@contract/telephony/audibility'
import { epochMs } from '../support/phone/clock'
import { Phone } from '../support/phone/phone'
import type { PhoneCall } from '../support/phone/phone-call'
import { absentDbfs, presentDbfs, toneDbfs } from '../support/phone/tone-analysis'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers, type LabCustomer } from './asterisk/lab-customers'
import type { CheckList } from './check-list'

const toneHz = { agent: 700, client: 440, manager: 1000 } as const
const settleMs = 500
const listenMs = 400

/** Proves with simulated phones alone that the lab is the PBX it claims to be, before the app is judged by it. */
export async function checkLab(lab: AsteriskLab, checks: CheckList): Promise<void> {
  await Promise.all(
    labCustomers.map((customer) =>
      checks.part(`lab ${customer.name}`, () => checkCustomer(lab, customer, checks))
    )
  )
}

async function checkCustomer(
  lab: AsteriskLab,
  customer: LabCustomer,
  checks: CheckList
): Promise<void> {
  const phones: Phone[] = []
  const open = async (user: string, tone: number, transport: 'udp' | 'tcp' = 'udp') => {
    const server = { host: lab.host, port: lab.port, transport }
    const account = { user, password: `pw-${user}`, domain: lab.host, server }
    const phone = await Phone.open({ account, toneHz: tone })
    phones.push(phone)
    const { statusCode } = await phone.register()
    checks.check(
      `lab ${customer.name}: ${user} registers over ${transport.toUpperCase()}`,
      statusCode === 200
    )
    return phone
  }
  try {
    const agent = await open(customer.agent, toneHz.agent)
    const client = await open(customer.client, toneHz.client)
    const manager = await open(customer.manager, toneHz.manager, 'tcp')
    const stranger = await open(customer.managerNotAllowed, toneHz.manager)
    const spy = customer.codes.prefixes.spy

    await refused(checks, customer, manager, `${spy}${customer.agent}`, 480)
    await refused(checks, customer, manager, `${spy}99999`, 404)
    const [{ call: clientCall }, agentCall] = await Promise.all([
      client.dial(customer.agent),
      agent.answerNext()
    ])
    if (!clientCall) throw new Error('the client could not call the agent')
    await refused(checks, customer, stranger, `${spy}${customer.agent}`, 403)
    const parties = { agent: agentCall, client: clientCall }
    for (const mode of supervisionModes) await joins(checks, customer, manager, parties, mode)
    await switches(checks, customer, manager, parties)
  } finally {
    await Promise.all(phones.map((phone) => phone.close()))
  }
}

interface Parties {
  readonly agent: PhoneCall
  readonly client: PhoneCall
}

async function refused(
  checks: CheckList,
  customer: LabCustomer,
  manager: Phone,
  number: string,
  expected: number
): Promise<void> {
  const { response } = await manager.dial(number)
  checks.check(
    `lab ${customer.name}: ${number} is refused`,
    response.statusCode === expected,
    `${response.statusCode}`
  )
}

async function joins(
  checks: CheckList,
  customer: LabCustomer,
  manager: Phone,
  parties: Parties,
  mode: SupervisionMode
): Promise<void> {
  const number = `${customer.codes.prefixes[mode]}${customer.agent}`
  const { call, response } = await manager.dial(number)
  const name = `lab ${customer.name}: ${number}`
  if (!checks.check(name, call !== undefined, `${response.statusCode}`) || !call) return
  await hears(checks, name, { ...parties, manager: call }, mode)
  await call.hangUp()
}

/** Every switch, by both methods: spy, whisper, barge-in, spy, barge-in, whisper, spy. */
async function switches(
  checks: CheckList,
  customer: LabCustomer,
  manager: Phone,
  parties: Parties
): Promise<void> {
  const { call } = await manager.dial(`${customer.codes.prefixes.spy}${customer.agent}`)
  if (!call) throw new Error('the manager could not join')
  await hears(checks, `lab ${customer.name}: joined`, { ...parties, manager: call }, 'spy')
  const round = ['whisper', 'barge-in', 'spy', 'barge-in', 'whisper', 'spy'] as const
  for (const method of ['rfc4733', 'info'] as const) {
    for (const mode of round) {
      const code = customer.codes.dtmfCodes[mode]
      if (method === 'rfc4733') await call.audio.sendDigit(code)
      else await call.sendInfo(code)
      const name = `lab ${customer.name}: ${method} ${code}`
      await hears(checks, name, { ...parties, manager: call }, mode)
    }
  }
  const digits = `${parties.agent.audio.recording.digits()}${parties.client.audio.recording.digits()}`
  checks.check(`lab ${customer.name}: no code reached agent or client`, digits === '', digits)
  await call.hangUp()
}

async function hears(
  checks: CheckList,
  name: string,
  calls: Parties & { readonly manager: PhoneCall },
  mode: SupervisionMode
): Promise<void> {
  const from = epochMs() + settleMs
  await Promise.all(
    [calls.agent, calls.client, calls.manager].map(({ audio }) =>
      audio.recording.audioUntil(from + listenMs, 3_000)
    )
  )
  const level = (who: keyof typeof calls, hz: number) =>
    Math.round(toneDbfs(calls[who].audio.recording.audio, hz, from, from + listenMs))
  const proven = (dbfs: number, expected: boolean) =>
    expected ? dbfs > presentDbfs : dbfs < absentDbfs
  const agent = level('agent', toneHz.manager)
  const client = level('client', toneHz.manager)
  const received = [level('manager', toneHz.agent), level('manager', toneHz.client)]
  checks.check(
    `${name} is ${mode}`,
    proven(agent, audibleTo(mode).includes('agent')) &&
      proven(client, audibleTo(mode).includes('client')) &&
      received.every((dbfs) => dbfs > presentDbfs),
    `manager at agent ${agent}, at client ${client}; manager receives ${received.join(' and ')} dBFS`
  )
}
