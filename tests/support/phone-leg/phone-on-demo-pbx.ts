import type { PhoneCallView, PhoneView } from '@contract/ipc/phone-view'
import type { DemoPbxEvent } from '@contract/ipc/training'
import type { Account } from '@contract/settings/customer'
import { dialledCode } from '@contract/settings/dialled-code'
import { IncomingSipLeg, SipPhoneLeg } from '../../../src-main/app/phone-leg'
import { demoCustomer } from '../../../src-main/demo-pbx/demo-customer'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { demoPassword } from '../../../src-main/demo-pbx/demo-directory'
import type { CallMediaSession } from '../../../src-main/media/media-host'
import { Phone } from '../../../src-main/phone/phone'
import type { PhoneLine } from '../../../src-main/phone/ports'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { within } from '../phone/clock'
import { makeAccount, registrationIs, SpyLog } from '../sip-account-under-test'
import { StubCallMedia } from './stub-call-media'

/** The phone as the product joins it, with a real account on a real demo PBX; only the sound is left out. */
export class PhoneOnDemoPbx {
  readonly log = new SpyLog()
  readonly media: StubCallMedia[] = []

  private constructor(
    readonly pbx: DemoPbx,
    readonly account: SipAccount,
    readonly phone: Phone
  ) {}

  static async open(transport: 'udp' | 'tcp'): Promise<PhoneOnDemoPbx> {
    const pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
    const { port } = await pbx.start()
    const settings: Account = {
      user: 'adam',
      domain: '127.0.0.1',
      outboundProxy: { host: '127.0.0.1', port },
      transport,
      dtmfMethod: 'info',
      registrationSeconds: 300
    }
    const log = new SpyLog()
    const account = makeAccount(settings, { password: demoPassword, log })
    account.start()
    await registrationIs(account, 'registered')
    const media: StubCallMedia[] = []
    const openMedia = (): CallMediaSession => {
      const opened = new StubCallMedia()
      media.push(opened)
      return opened
    }
    const line: PhoneLine = {
      customerId: 'demo',
      customerName: 'Demo',
      isRegistered: true,
      whenSupervising: 'busy',
      nameOf: () => null,
      supervisionCode: (text) => dialledCode(text, demoCustomer(port)),
      dial: (number) => {
        const opened = openMedia()
        return new SipPhoneLeg(account.invite(number, opened), 'info', opened)
      }
    }
    const phone = new Phone({
      activeLine: () => line,
      lineOf: () => line,
      supervisedName: () => null,
      endSupervision: () => undefined,
      keepRecent: () => undefined,
      now: Date.now,
      log: { info: () => undefined, warn: () => undefined }
    })
    account.onIncomingCall((call) => {
      phone.incoming('demo', new IncomingSipLeg(call, 'info', openMedia, () => true))
    })
    const opened = new PhoneOnDemoPbx(pbx, account, phone)
    Object.assign(opened, { log, media })
    return opened
  }

  async close(): Promise<void> {
    this.phone.hangUpAll()
    await this.account.stop()
    await this.pbx.stop()
  }

  /** Resolves with what is found in the view, now or later. */
  viewHas<Found>(what: string, find: (view: PhoneView) => Found | undefined): Promise<Found> {
    return within(
      5_000,
      what,
      new Promise((resolve) => {
        const look = (view: PhoneView) => {
          const found = find(view)
          if (found !== undefined) resolve(found)
        }
        this.phone.onChange(look)
        look(this.phone.view)
      })
    )
  }

  callIs(number: string, phase: PhoneCallView['phase']): Promise<PhoneCallView> {
    return this.viewHas(`${number} ${phase}`, ({ calls }) =>
      calls.find((call) => call.party.number === number && call.phase === phase)
    )
  }

  async dial(number: string): Promise<PhoneCallView> {
    const dialled = await this.phone.dial(number)
    if (!dialled.ok) throw new Error(dialled.failure.reason)
    return this.callIs(number, 'connected')
  }

  event<Found>(what: string, find: (event: DemoPbxEvent) => Found | undefined): Promise<Found> {
    let stop = () => {}
    const found = new Promise<Found>((resolve) => {
      stop = this.pbx.onEvent((event) => {
        const match = find(event)
        if (match !== undefined) resolve(match)
      })
    })
    return within(5_000, what, found).finally(stop)
  }
}
