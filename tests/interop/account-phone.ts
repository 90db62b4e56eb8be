import type { Account } from '@contract/settings/customer'
import type { CallState } from '@contract/telephony/call-state'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { IncomingCall, SipCall, SipLog } from '../../src-main/sip/ports'
import { SipAccount, type SipAccountOptions } from '../../src-main/sip/sip-account'
import { Changes } from '../support/changes'
import { epochMs, within } from '../support/phone/clock'
import { AudioStreamMedia } from './audio-stream-media'

export interface AccountPhoneOptions {
  readonly account: Pick<Account, 'user' | 'domain'> & Partial<Account>
  /** `pw-` and the user name where it is left out, as in every lab */
  readonly password?: string
  readonly timers?: SipAccountOptions['timers']
  readonly names?: SipAccountOptions['names']
  /** our address, for audio */
  readonly address?: string
  readonly toneHz?: number
}

/** One message that the app's SIP stack sent or received. */
export interface WireText {
  readonly at: number
  readonly direction: 'sent' | 'received'
  readonly text: string
}

/** A call with its audio. */
export interface CallWithAudio<Call extends SipCall = SipCall> {
  readonly call: Call
  readonly media: AudioStreamMedia
}

const silentLog: SipLog = { debug() {}, info() {}, warn() {} }

/** The app's own SIP stack without the app around it: an account that is not told that its timers are a test's. */
export class AccountPhone {
  readonly account: SipAccount
  readonly wire: WireText[] = []
  private readonly ringing: IncomingCall[] = []
  private readonly changes = new Changes()
  readonly states: { readonly at: number; readonly state: RegistrationState }[] = []

  constructor(private readonly options: AccountPhoneOptions) {
    const { account, password = `pw-${account.user}`, timers, names } = options
    this.account = new SipAccount({
      account: {
        transport: 'udp',
        dtmfMethod: 'info',
        registrationSeconds: 300,
        ...account
      },
      password,
      log: silentLog,
      wire: ({ direction, bytes }) => {
        this.wire.push({ at: epochMs(), direction, text: Buffer.from(bytes).toString() })
        this.changes.tell()
      },
      ...(timers ? { timers } : {}),
      ...(names ? { names } : {})
    })
    this.account.onIncomingCall((call) => {
      this.ringing.push(call)
      this.changes.tell()
    })
    this.account.onRegistration((state) => this.states.push({ at: epochMs(), state }))
  }

  /** Starts to register. @returns the first state that is an outcome */
  async register(milliseconds = 10_000): Promise<RegistrationState> {
    const settled = this.registration(milliseconds, ({ kind }) => kind !== 'registering')
    this.account.start()
    return settled
  }

  /** Waits for the next state that `accepts`; the present one does not count. */
  async registration(
    milliseconds: number,
    accepts: (state: RegistrationState) => boolean
  ): Promise<RegistrationState> {
    let remove = () => {}
    const next = new Promise<RegistrationState>((resolve) => {
      remove = this.account.onRegistration((state) => {
        if (accepts(state)) resolve(state)
      })
    })
    try {
      return await within(milliseconds, `a registration of ${this.options.account.user}`, next)
    } finally {
      remove()
    }
  }

  /** Waits until the state is one that `accepts`, if it is not now. */
  async becomes(
    milliseconds: number,
    accepts: (state: RegistrationState) => boolean
  ): Promise<void> {
    if (!accepts(this.account.registration)) await this.registration(milliseconds, accepts)
  }

  async dial(number: string): Promise<CallWithAudio> {
    const media = await this.openMedia()
    return { call: this.account.invite(number, media), media }
  }

  /** The next call that rings here, or rings already. */
  async nextCall(milliseconds: number): Promise<IncomingCall> {
    return this.changes.until('an incoming call', milliseconds, () => this.ringing.shift())
  }

  async answer(call: IncomingCall): Promise<CallWithAudio<IncomingCall>> {
    const media = await this.openMedia()
    call.answer(media)
    return { call, media }
  }

  /** The messages of one direction whose start line or headers match. */
  messages(direction: WireText['direction'], pattern: RegExp): readonly string[] {
    return this.wire
      .filter((entry) => entry.direction === direction && pattern.test(entry.text))
      .map(({ text }) => text)
  }

  /** Waits until at least `count` such messages have passed. */
  async seen(
    direction: WireText['direction'],
    pattern: RegExp,
    count: number,
    milliseconds: number
  ): Promise<void> {
    await this.changes.until(`${count} times ${String(pattern)}`, milliseconds, () =>
      this.messages(direction, pattern).length >= count ? true : undefined
    )
  }

  async close(): Promise<void> {
    await this.account.stop()
  }

  private openMedia(): Promise<AudioStreamMedia> {
    const { address = '127.0.0.1', toneHz = 1000 } = this.options
    return AudioStreamMedia.open(address, toneHz)
  }
}

/** Resolves with the first state that is one of `kinds`, now or later. */
export async function callBecomes<Kind extends CallState['kind']>(
  call: SipCall,
  milliseconds: number,
  ...kinds: readonly Kind[]
): Promise<Extract<CallState, { kind: Kind }>> {
  let remove = () => {}
  const reached = new Promise<Extract<CallState, { kind: Kind }>>((resolve) => {
    const look = (state: CallState) => {
      if (kinds.some((kind) => kind === state.kind)) {
        resolve(state as Extract<CallState, { kind: Kind }>)
      }
    }
    remove = call.onState(look)
    look(call.state)
  })
  try {
    return await within(milliseconds, `the call being ${kinds.join(' or ')}`, reached)
  } finally {
    remove()
  }
}
