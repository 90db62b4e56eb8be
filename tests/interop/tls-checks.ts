import type { CallState } from '@contract/telephony/call-state'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { CallMedia, SipCall, SipLog } from '../../src-main/sip/ports'
import { SipAccount } from '../../src-main/sip/sip-account'
import { AudioStream } from '../support/phone/audio-stream'
import { epochMs } from '../support/phone/clock'
import { Phone } from '../support/phone/phone'
import { formatSdp, parseSdp } from '../support/phone/sdp-text'
import { absentDbfs, presentDbfs, toneDbfs } from '../support/phone/tone-analysis'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'

const [customer] = labCustomers
const toneHz = { agent: 700, client: 440, manager: 1000 } as const
const settleMs = 500
const listenMs = 400
const silentLog: SipLog = { debug() {}, info() {}, warn() {} }

/**
 * TLS to Asterisk itself: the app's own SIP stack registers, joins and switches without the app around it, and a
 * simulated phone's audio stands in for the relay. In the app's stories the wire tap ends the TLS of both sides.
 */
export async function checkTls(lab: AsteriskLab, checks: CheckList): Promise<void> {
  await checks.part('tls: certificate', () => checkCertificate(lab, checks))
  await checks.part('tls: call', () => checkCall(lab, checks))
}

function managerOf({ host, tlsPort }: AsteriskLab, caFile?: string): SipAccount {
  return new SipAccount({
    account: {
      user: customer.manager,
      domain: host,
      outboundProxy: { host, port: tlsPort },
      transport: 'tls',
      dtmfMethod: 'info',
      registrationSeconds: 300,
      ...(caFile === undefined ? {} : { caFile })
    },
    password: `pw-${customer.manager}`,
    log: silentLog
  })
}

async function checkCertificate(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const account = managerOf(lab)
  account.start()
  const state = await settled(account)
  const reason = state.kind === 'retrying' ? state.reason : state.kind
  checks.check('tls: an unknown authority is not trusted', reason === 'certificate', reason)
  await account.stop()
}

async function checkCall(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const account = managerOf(lab, lab.caFile)
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
  const audio = await AudioStream.open(lab.host, toneHz.manager)
  try {
    account.start()
    const state = await settled(account)
    const through = state.kind === 'registered' ? state.through : state.kind
    checks.check('tls: registers', through === `tls ${lab.host}:${lab.tlsPort}`, through)

    const agent = await open(customer.agent, toneHz.agent)
    const client = await open(customer.client, toneHz.client)
    const [{ call: clientCall }, agentCall] = await Promise.all([
      client.dial(customer.agent),
      agent.answerNext()
    ])
    if (!clientCall) throw new Error('the client could not call the agent')

    const number = `${customer.codes.prefixes.spy}${customer.agent}`
    const call = account.invite(number, mediaOn(audio, lab.host))
    const answered = await decided(call)
    checks.check(`tls: ${number} is answered`, answered.kind === 'confirmed', answered.kind)
    const { statusCode } = await call.sendInfo(customer.codes.dtmfCodes.whisper, 100)
    checks.check('tls: the code by INFO is accepted', statusCode === 200, `${statusCode}`)

    const from = epochMs() + settleMs
    const streams = { agent: agentCall.audio, client: clientCall.audio, manager: audio }
    const level = async (who: keyof typeof streams, hz: number) => {
      const { recording } = streams[who]
      await recording.audioUntil(from + listenMs, 3_000)
      return Math.round(toneDbfs(recording.audio, hz, from, from + listenMs))
    }
    const atAgent = await level('agent', toneHz.manager)
    const atClient = await level('client', toneHz.manager)
    const received = await level('manager', toneHz.client)
    checks.check(
      'tls: the agent hears the manager, the client does not',
      atAgent > presentDbfs && atClient < absentDbfs && received > presentDbfs,
      `agent ${atAgent}, client ${atClient}, received ${received} dBFS`
    )
    call.hangUp()
  } finally {
    await account.stop()
    await Promise.all(phones.map((phone) => phone.close()))
    audio.close()
  }
}

function mediaOn(audio: AudioStream, address: string): CallMedia {
  const local = { address, port: audio.port, payloadTypes: [8] as const, telephoneEvents: true }
  return {
    createOffer: () => Promise.resolve(formatSdp(local, 1)),
    acceptAnswer: async (sdp) => {
      audio.sendTo(parseSdp(sdp))
    },
    acceptOffer: async (sdp) => {
      audio.sendTo(parseSdp(sdp))
      return formatSdp(local, 2)
    },
    close: () => Promise.resolve()
  }
}

function settled(account: SipAccount): Promise<RegistrationState> {
  return new Promise((resolve) => {
    account.onRegistration((state) => {
      if (state.kind !== 'registering') resolve(state)
    })
  })
}

function decided(call: SipCall): Promise<CallState> {
  return new Promise((resolve) => {
    call.onState((state) => {
      if (state.kind === 'confirmed' || state.kind === 'terminated') resolve(state)
    })
  })
}
