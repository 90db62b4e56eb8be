import type { PhoneCallView } from '@contract/ipc/phone-view'
import type { WhenSupervising } from '@contract/settings/customer'
import { dialledCode, type DialledCodes } from '@contract/settings/dialled-code'
import { Phone } from '../../../src-main/phone/phone'
import type { PhoneLine } from '../../../src-main/phone/ports'
import { FakePhoneLeg } from './fake-phone-leg'

const codes: DialledCodes = {
  dialingRules: [{ kind: 'default', name: 'Default' }],
  huntGroups: [
    { name: 'Support', members: [{ extension: '744', name: 'John', supervisionAllowed: true }] }
  ]
}

/** A phone on fake legs, and everything around it as the test wants it. */
export class PhoneDesk {
  readonly legs: FakePhoneLeg[] = []
  registered = true
  mediaUp = true
  supervised: string | null = null
  whenSupervising: WhenSupervising = 'busy'
  nowMs = 10_000
  readonly phone: Phone

  constructor(readonly answers: 'at-once' | 'when-told' = 'at-once') {
    const line = this.line()
    this.phone = new Phone({
      activeLine: () => line,
      lineOf: (customerId) => (customerId === line.customerId ? line : null),
      supervisedName: () => this.supervised,
      endSupervision: () => {
        this.supervised = null
      },
      keepRecent: () => undefined,
      now: () => this.nowMs,
      log: { info: () => undefined, warn: () => undefined }
    })
  }

  callWith(number: string): PhoneCallView {
    const call = this.phone.view.calls.find(({ party }) => party.number === number)
    if (!call) throw new Error(`no call with ${number}`)
    return call
  }

  idOf(number: string): string {
    return this.callWith(number).id
  }

  /** Dials, and the other side answers. */
  async talkTo(number: string): Promise<FakePhoneLeg> {
    const dialled = await this.phone.dial(number)
    if (!dialled.ok) throw new Error(dialled.failure.reason)
    const leg = this.lastLeg()
    leg.reach({ kind: 'confirmed' })
    await settled()
    return leg
  }

  ringFrom(number: string): FakePhoneLeg {
    const party = { number, displayName: 'As the PBX says' }
    const leg = new FakePhoneLeg('incoming', party, this.answers)
    this.legs.push(leg)
    this.phone.incoming('acme', leg)
    return leg
  }

  lastLeg(): FakePhoneLeg {
    const leg = this.legs.at(-1)
    if (!leg) throw new Error('there is no leg')
    return leg
  }

  private line(): PhoneLine {
    return Object.defineProperties(
      {
        customerId: 'acme',
        customerName: 'Acme',
        isRegistered: true,
        whenSupervising: 'busy',
        supervisionCode: (text: string) => dialledCode(text, codes),
        nameOf: (number: string) => (number === '744' ? 'John Miller' : null),
        dial: (number: string) => {
          if (!this.mediaUp) return null
          const leg = new FakePhoneLeg('outgoing', { number, displayName: null }, this.answers)
          leg.wire.push(`dial ${number}`)
          this.legs.push(leg)
          return leg
        }
      } satisfies PhoneLine,
      {
        isRegistered: { get: () => this.registered },
        whenSupervising: { get: () => this.whenSupervising }
      }
    )
  }
}

/** What was asked of the fakes has been answered. */
export function settled(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve))
}
