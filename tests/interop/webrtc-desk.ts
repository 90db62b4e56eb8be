import { audibleTo } from '@contract/telephony/audibility'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { CallAccount } from '../../src-main/media/session/call-media-sessions'
import type { SipCall } from '../../src-main/sip/ports'
import { decodedDbfs } from '../support/media-driver/decoded-tone'
import type { Driver } from '../support/media-driver/driver'
import { Phone } from '../support/phone/phone'
import type { PhoneCall } from '../support/phone/phone-call'
import { absentDbfs, presentDbfs } from '../support/phone/tone-analysis'
import { AccountPhone, callBecomes } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import { labCustomers } from './asterisk/lab-customers'
import type { CheckList } from './check-list'
import { DrivenMedia } from './driven-media'
import { levelFromNow } from './tones'

const [{ agent: agentUser, client: clientUser, codes }] = labCustomers
export const toneHz = { agent: 700, client: 440, manager: 1000 } as const

/** A manager over WSS with the app's SIP stack and its engine, and an agent and a client who talk to each other. */
export class WebRtcDesk {
  private constructor(
    readonly driver: Driver,
    readonly manager: AccountPhone,
    private readonly phones: readonly Phone[],
    readonly agent: PhoneCall,
    readonly client: PhoneCall,
    private readonly checks: CheckList
  ) {}

  static async open(lab: AsteriskLab, driver: Driver, checks: CheckList): Promise<WebRtcDesk> {
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
      return new WebRtcDesk(driver, manager, phones, agent, client, checks)
    } catch (error) {
      await Promise.all([manager, ...phones].map((each) => each.close()))
      throw error
    }
  }

  /** @param account - what differs from a WebRTC account without anything; null when the PBX does not answer */
  async join(name: string, account: Partial<CallAccount> = {}): Promise<SipCall | null> {
    const { driver, manager, checks } = this
    await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls', ...account })
    const number = `${codes.prefixes.spy}${agentUser}`
    const call = manager.account.invite(number, new DrivenMedia(driver))
    const { kind } = await callBecomes(call, 5_000, 'confirmed', 'terminated')
    return checks.check(`${name}: ${number} is answered`, kind === 'confirmed', kind) ? call : null
  }

  /** Tones both ways: who must hear the manager does, nobody else does, and the manager hears both. */
  async hears(mode: SupervisionMode, when: string): Promise<void> {
    const { driver, agent, client, checks } = this
    const [atAgent, atClient, ofAgent, ofClient] = await Promise.all([
      levelFromNow(agent.audio.recording, toneHz.manager),
      levelFromNow(client.audio.recording, toneHz.manager),
      decodedDbfs(driver, toneHz.agent),
      decodedDbfs(driver, toneHz.client)
    ])
    const proven = (dbfs: number, expected: boolean) =>
      expected ? dbfs > presentDbfs : dbfs < absentDbfs
    checks.check(
      `${when} is ${mode}`,
      proven(atAgent, audibleTo(mode).includes('agent')) &&
        proven(atClient, audibleTo(mode).includes('client')) &&
        Math.min(ofAgent, ofClient) > presentDbfs,
      `manager at agent ${atAgent}, at client ${atClient}; manager hears ${ofAgent} and ${ofClient} dBFS`
    )
  }

  async close(): Promise<void> {
    const { manager, phones } = this
    await manager.close()
    await Promise.all(phones.map((phone) => phone.close()))
  }
}
