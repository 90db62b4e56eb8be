import type { Account } from '@contract/settings/customer'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type {
  CallMedia,
  DialogSubscription,
  DialogSubscriptionEvent,
  SipCall,
  SipLog
} from './ports'
import type { SipTimers } from './sip-timers'

export interface SipAccountOptions {
  readonly account: Account
  readonly password: string | undefined
  readonly log: SipLog
  readonly timers?: Partial<SipTimers>
}

/** The manager's account on one PBX: its registration, its calls and what it subscribes to. */
export class SipAccount {
  constructor(private readonly options: SipAccountOptions) {}

  get registration(): RegistrationState {
    return { kind: 'unregistered' }
  }

  /** @returns a function that removes the listener */
  onRegistration(_listener: (state: RegistrationState) => void): () => void {
    return () => {}
  }

  /** Never throws: the outcome comes through `onRegistration`. */
  start(): void {
    this.options.log.info('starting')
  }

  /** Does not wait for the next attempt: the network came back, or the user asked. */
  retryNow(): void {}

  /** Hangs up, unregisters (waiting for an answer, but not for long) and closes the sockets. */
  stop(): Promise<void> {
    return Promise.resolve()
  }

  /** The local address of the route to the PBX, for SDP. */
  localAddress(): string {
    return '127.0.0.1'
  }

  /**
   * @param dialled - digits as the user would dial them, e.g. `*90744`; escaped for the Request-URI here
   */
  invite(_dialled: string, _media: CallMedia): SipCall {
    throw new Error('not connected yet')
  }

  subscribeDialog(
    _extension: string,
    _listener: (event: DialogSubscriptionEvent) => void
  ): DialogSubscription {
    return { end() {} }
  }
}
