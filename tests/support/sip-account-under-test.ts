import type { Account } from '@contract/settings/customer'
import type { CallState } from '@contract/telephony/call-state'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { CallMedia, DialogSubscriptionEvent, SipCall, SipLog } from '../../src-main/sip/ports'
import { SipAccount, type SipAccountOptions } from '../../src-main/sip/sip-account'
import type { SipTimers } from '../../src-main/sip/sip-timers'
import { manager } from './scripted-peer-roles'

/** Real time, only less of it: T1 is a tenth. */
export const quickTimers: Partial<SipTimers> = {
  t1Ms: 50,
  t2Ms: 400,
  answerTimeoutMs: 1_000,
  connectTimeoutMs: 1_000,
  backoffMinMs: 50,
  backoffMaxMs: 400,
  stopTimeoutMs: 500,
  subscribePaceMs: 2
}

/** Keeps what was logged, so that a test can prove what was not. */
export class SpyLog implements SipLog {
  readonly lines: string[] = []
  debug = (message: string, fields?: object): void => this.write('debug', message, fields)
  info = (message: string, fields?: object): void => this.write('info', message, fields)
  warn = (message: string, fields?: object): void => this.write('warn', message, fields)

  /** what a test must not see: something of ours failed */
  get warnings(): readonly string[] {
    return this.lines.filter((line) => line.startsWith('warn'))
  }

  private write(level: string, message: string, fields?: object): void {
    this.lines.push(`${level} ${message} ${JSON.stringify(fields ?? {})}`)
  }
}

/** The manager's password, and a log of its own where these are left out. */
export type AccountOptions = Partial<Omit<SipAccountOptions, 'account' | 'log'>> & {
  readonly log?: SpyLog
}

export function makeAccount(account: Account, options: AccountOptions = {}): SipAccount {
  const { timers, ...others } = options
  return new SipAccount({
    account,
    password: manager.password,
    log: new SpyLog(),
    timers: { ...quickTimers, ...timers },
    ...others
  })
}

/** Resolves with the first state of a kind, now or later. */
export function registrationIs<Kind extends RegistrationState['kind']>(
  account: SipAccount,
  kind: Kind
): Promise<Extract<RegistrationState, { kind: Kind }>> {
  return new Promise((resolve) => {
    const settle = (state: RegistrationState) => {
      if (state.kind !== kind) return
      remove()
      resolve(state as Extract<RegistrationState, { kind: Kind }>)
    }
    const remove = account.onRegistration(settle)
    settle(account.registration)
  })
}

export function callIs<Kind extends CallState['kind']>(
  call: SipCall,
  kind: Kind
): Promise<Extract<CallState, { kind: Kind }>> {
  return new Promise((resolve) => {
    const settle = (state: CallState) => {
      if (state.kind !== kind) return
      remove()
      resolve(state as Extract<CallState, { kind: Kind }>)
    }
    const remove = call.onState(settle)
    settle(call.state)
  })
}

/** Media that only remembers what it was asked. */
export class FakeCallMedia implements CallMedia {
  readonly log: string[] = []
  offer = 'v=0\r\no=- 2 2 IN IP4 127.0.0.1\r\ns=-\r\nm=audio 5000 RTP/AVP 8\r\n'
  refusesAnswer = false
  refusesOffer = false
  readonly closed: Promise<void>
  private resolveClosed: () => void = () => {}

  constructor() {
    this.closed = new Promise((resolve) => {
      this.resolveClosed = resolve
    })
  }

  async createOffer(): Promise<string> {
    this.log.push('offer')
    return this.offer
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.log.push(`answer ${sdp.length}`)
    if (this.refusesAnswer) throw new Error('no common codec')
  }

  async acceptOffer(sdp: string): Promise<string> {
    this.log.push(`accept offer ${sdp.length}`)
    if (this.refusesOffer) throw new Error('no common codec')
    return this.offer
  }

  setHeld(held: boolean): void {
    this.log.push(held ? 'hold' : 'resume')
  }

  async moveTo(localAddress: string): Promise<void> {
    this.log.push(`move to ${localAddress}`)
  }

  async close(): Promise<void> {
    this.log.push('close')
    this.resolveClosed()
  }
}

/** The events of one subscription, and a way to wait for the next. */
export class SubscriptionEvents {
  readonly seen: DialogSubscriptionEvent[] = []
  private readonly waiting = new Set<() => void>()

  readonly listener = (event: DialogSubscriptionEvent): void => {
    this.seen.push(event)
    for (const wake of [...this.waiting]) wake()
  }

  count(type: DialogSubscriptionEvent['type']): number {
    return this.seen.filter((event) => event.type === type).length
  }

  /** Resolves when `type` was seen `times` times altogether. */
  async until(type: DialogSubscriptionEvent['type'], times = 1): Promise<void> {
    while (this.count(type) < times) {
      await new Promise<void>((wake) => {
        const once = () => {
          this.waiting.delete(once)
          wake()
        }
        this.waiting.add(once)
      })
    }
  }
}
