import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { audibleTo } from '@contract/telephony/audibility'
import { speaksIn, type SupervisionMode } from '@contract/telephony/supervision-mode'
import type { SipCall } from '../../src-main/sip/ports'
import { buildDriver } from '../support/media-driver/build-driver'
import { Driver } from '../support/media-driver/driver'
import { decodedDbfs } from '../support/media-driver/decoded-tone'
import { spyOnPage } from '../support/media-driver/page-spy'
import { writeToneWav } from '../support/media-driver/tone-wav'
import { within } from '../support/phone/clock'
import { Phone } from '../support/phone/phone'
import type { PhoneCall } from '../support/phone/phone-call'
import { absentDbfs, presentDbfs } from '../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { DrivenMedia } from './driven-media'
import { levelFromNow } from './tones'
import { checkWebRtcStory } from './webrtc-story'

const [{ agent: agentUser, client: clientUser, codes }] = labCustomers
const toneHz = { agent: 700, client: 440, manager: 1000 } as const

interface Parties {
  readonly driver: Driver
  readonly agent: PhoneCall
  readonly client: PhoneCall
}

/**
 * WSS, ICE and DTLS-SRTP to Asterisk, with nothing between the engine and the PBX: the app's SIP stack and its engine, where
 * everything can be asked for and measured, and then the app as it is.
 */
export async function checkWebRtc(lab: AsteriskLab, checks: CheckList): Promise<void> {
  const folder = await buildDriver()
  await writeToneWav(join(folder, 'tone.wav'), toneHz.manager, 2)
  const driver = await Driver.launch(folder, join(folder, 'tone.wav'))
  try {
    await spyOnPage(driver)
    await checkStory(lab, driver, checks)
  } finally {
    await driver.stop()
    await rm(folder, { recursive: true, force: true })
  }
  await checkWebRtcStory(lab, checks)
}

async function checkStory(lab: AsteriskLab, driver: Driver, checks: CheckList): Promise<void> {
  const { host } = lab
  const manager = new AccountPhone({
    account: {
      user: 'adam-rtc',
      domain: host,
      outboundProxy: { host, port: lab.wssPort },
      transport: 'wss',
      caFile: lab.caFile
    }
  })
  const phones: Phone[] = []
  const open = async (user: string, tone: number) => {
    const server = { host, port: lab.port, transport: 'udp' } as const
    const account = { user, password: `pw-${user}`, domain: host, server }
    const phone = await Phone.open({ account, toneHz: tone })
    phones.push(phone)
    await phone.register()
    return phone
  }
  try {
    const { kind } = await manager.register()
    checks.check('webrtc: registers over WSS', kind === 'registered', kind)
    const agentPhone = await open(agentUser, toneHz.agent)
    const clientPhone = await open(clientUser, toneHz.client)
    const [{ call: client }, agent] = await Promise.all([
      clientPhone.dial(agentUser),
      agentPhone.answerNext()
    ])
    if (!client) throw new Error('the client could not call the agent')

    await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls' })
    const number = `${codes.prefixes.spy}${agentUser}`
    const call = manager.account.invite(number, new DrivenMedia(driver))
    const answered = await callBecomes(call, 5_000, 'confirmed', 'terminated')
    const isAnswered = answered.kind === 'confirmed'
    if (!checks.check(`webrtc: ${number} is answered`, isAnswered, answered.kind)) return
    const parties = { driver, agent, client }
    await checkModes(parties, call, checks)
    await checkHold(parties, call, checks)
    await checkMove(parties, call, checks)
    await checkCrash(parties, call, checks)
    call.hangUp()
  } finally {
    await manager.close()
    await Promise.all(phones.map((phone) => phone.close()))
  }
}

/** The microphone is moved as the app moves it: closed for spy, opened after the code has left. */
async function checkModes(parties: Parties, call: SipCall, checks: CheckList): Promise<void> {
  const { driver } = parties
  await hears(parties, 'spy', 'joined', checks)
  for (const method of ['rfc4733', 'info'] as const) {
    for (const mode of ['whisper', 'barge-in', 'spy', 'barge-in', 'whisper', 'spy'] as const) {
      const code = codes.dtmfCodes[mode]
      await driver.ask('setMicrophone', { microphone: speaksIn(mode) ? 'muted' : 'closed' })
      const sent =
        method === 'rfc4733'
          ? (await driver.ask('sendDigits', { digits: code })).sent
          : (await call.sendInfo(code, 160)).statusCode === 200
      checks.check(`webrtc: ${method} ${code} is sent`, sent)
      if (speaksIn(mode)) await driver.ask('setMicrophone', { microphone: 'open' })
      await hears(parties, mode, `${method} ${code}`, checks)
    }
  }
  const { agent, client } = parties
  const digits = `${agent.audio.recording.digits()}${client.audio.recording.digits()}`
  checks.check('webrtc: no code reached agent or client', digits === '', digits)
}

async function checkHold(parties: Parties, call: SipCall, checks: CheckList): Promise<void> {
  for (const held of [true, false]) {
    const { statusCode } = await call.setHeld(held)
    const what = held ? 'holds' : 'resumes'
    checks.check(`webrtc: ${what} by a re-INVITE`, statusCode === 200, `${statusCode}`)
  }
  await hears(parties, 'spy', 'resumed', checks)
}

/** The re-INVITE that follows is what the SIP stack sends after its own move. */
async function checkMove(parties: Parties, call: SipCall, checks: CheckList): Promise<void> {
  const { driver } = parties
  await driver.ask('moveTo', { localAddress: '127.0.0.2' })
  const { statusCode } = await call.setHeld(false)
  checks.check('webrtc: ICE starts again by a re-INVITE', statusCode === 200, `${statusCode}`)
  await hears(parties, 'spy', 'moved', checks)
  await driver.ask('setMicrophone', { microphone: 'muted' })
  const { sent } = await driver.ask('sendDigits', { digits: codes.dtmfCodes['barge-in'] })
  checks.check('webrtc: a code after the move', sent)
  await driver.ask('setMicrophone', { microphone: 'open' })
  await hears(parties, 'barge-in', 'barge-in after the move', checks)
}

/** Asterisk agrees to new keys in a call that has some, and never uses them: this must not be a call without sound. */
async function checkCrash({ driver }: Parties, call: SipCall, checks: CheckList): Promise<void> {
  const needed = driver.next(({ type }) => type === 'offer-needed')
  const failed = driver.next(({ type }) => type === 'failed')
  await driver.ask('crashEngine')
  await within(10_000, 'a new engine', needed)
  const { statusCode } = await call.setHeld(false)
  checks.check('webrtc: new keys by a re-INVITE', statusCode === 200, `${statusCode}`)
  const ends = await within(15_000, 'the end of the call', failed).then(
    () => true,
    () => false
  )
  checks.check('webrtc: a call that gets no new keys ends', ends)
}

async function hears(
  { driver, agent, client }: Parties,
  mode: SupervisionMode,
  when: string,
  checks: CheckList
): Promise<void> {
  const [atAgent, atClient, ofAgent, ofClient] = await Promise.all([
    levelFromNow(agent.audio.recording, toneHz.manager),
    levelFromNow(client.audio.recording, toneHz.manager),
    decodedDbfs(driver, toneHz.agent),
    decodedDbfs(driver, toneHz.client)
  ])
  const proven = (dbfs: number, expected: boolean) =>
    expected ? dbfs > presentDbfs : dbfs < absentDbfs
  checks.check(
    `webrtc: ${when} is ${mode}`,
    proven(atAgent, audibleTo(mode).includes('agent')) &&
      proven(atClient, audibleTo(mode).includes('client')) &&
      Math.min(ofAgent, ofClient) > presentDbfs,
    `manager at agent ${atAgent}, at client ${atClient}; manager hears ${ofAgent} and ${ofClient} dBFS`
  )
}
