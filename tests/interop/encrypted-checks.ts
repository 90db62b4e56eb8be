import type { Account } from '@contract/settings/customer'
import { Phone } from '../support/phone/phone'
import { absentDbfs, presentDbfs } from '../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { levelFromNow } from './tones'

const [customer] = labCustomers
const toneHz = { agent: 700, client: 440, manager: 1000 } as const
type Transport = 'tls' | 'wss'

/**
 * TLS and WSS to Asterisk itself: the app's own SIP stack registers, joins and switches without the app around it. In
 * the app's stories the wire tap ends the TLS of both sides.
 */
export async function checkEncrypted(lab: AsteriskLab, checks: CheckList): Promise<void> {
  for (const transport of ['tls', 'wss'] as const) {
    await checks.part(`${transport}: certificate`, () => checkCertificate(lab, transport, checks))
    await checks.part(`${transport}: call`, () => checkCall(lab, transport, checks))
  }
}

function managerOn(lab: AsteriskLab, transport: Transport, trust: Partial<Account>): AccountPhone {
  const { host } = lab
  const port = transport === 'tls' ? lab.tlsPort : lab.wssPort
  const outboundProxy = { host, port }
  return new AccountPhone({
    account: { user: customer.manager, domain: host, outboundProxy, transport, ...trust },
    toneHz: toneHz.manager
  })
}

async function checkCertificate(
  lab: AsteriskLab,
  transport: Transport,
  checks: CheckList
): Promise<void> {
  const manager = managerOn(lab, transport, {})
  const state = await manager.register()
  const reason = state.kind === 'retrying' ? state.reason : state.kind
  checks.check(
    `${transport}: an unknown authority is not trusted`,
    reason === 'certificate',
    reason
  )
  await manager.close()
}

async function checkCall(lab: AsteriskLab, transport: Transport, checks: CheckList): Promise<void> {
  const manager = managerOn(lab, transport, { caFile: lab.caFile })
  const phones: Phone[] = []
  const open = async (user: string, tone: number) => {
    const server = { host: lab.host, port: lab.port, transport: 'udp' } as const
    const phone = await Phone.open({
      account: { user, password: `pw-${user}`, domain: lab.host, server },
      toneHz: tone
    })
    phones.push(phone)
    await phone.register()
    return phone
  }
  try {
    const state = await manager.register()
    const through = state.kind === 'registered' ? state.through : state.kind
    const port = transport === 'tls' ? lab.tlsPort : lab.wssPort
    const expected = `${transport} ${lab.host}:${port}`
    checks.check(`${transport}: registers`, through === expected, through)

    const agent = await open(customer.agent, toneHz.agent)
    const client = await open(customer.client, toneHz.client)
    const [{ call: clientCall }, agentCall] = await Promise.all([
      client.dial(customer.agent),
      agent.answerNext()
    ])
    if (!clientCall) throw new Error('the client could not call the agent')

    const number = `${customer.codes.prefixes.spy}${customer.agent}`
    const { call, media } = await manager.dial(number)
    const answered = await callBecomes(call, 5_000, 'confirmed', 'terminated')
    const isAnswered = answered.kind === 'confirmed'
    checks.check(`${transport}: ${number} is answered`, isAnswered, answered.kind)
    const { statusCode } = await call.sendInfo(customer.codes.dtmfCodes.whisper, 100)
    checks.check(`${transport}: the code by INFO is accepted`, statusCode === 200, `${statusCode}`)
    const [atAgent, atClient, received] = await Promise.all([
      levelFromNow(agentCall.audio.recording, toneHz.manager),
      levelFromNow(clientCall.audio.recording, toneHz.manager),
      levelFromNow(media.audio.recording, toneHz.client)
    ])
    checks.check(
      `${transport}: the agent hears the manager, the client does not`,
      atAgent > presentDbfs && atClient < absentDbfs && received > presentDbfs,
      `agent ${atAgent}, client ${atClient}, received ${received} dBFS`
    )
    call.hangUp()
  } finally {
    await manager.close()
    await Promise.all(phones.map((phone) => phone.close()))
  }
}
