import type { URI } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import { Listeners } from '../listeners'
import type { CallMedia, IncomingCall, RemoteParty, SipCall } from '../ports'
import type { Call, CallOptions } from './call'
import { IncomingCalls } from './incoming-calls'
import { OutgoingCall } from './outgoing-call'

export interface AccountCallsOptions extends CallOptions {
  readonly domain: string
}

/** Every call of an account, until the PBX knows of its end. */
export class AccountCalls {
  private readonly calls = new Set<Call>()
  private readonly listeners: Listeners<IncomingCall>
  private readonly incoming: IncomingCalls

  constructor(private readonly options: AccountCallsOptions) {
    this.listeners = new Listeners(options.log)
    this.incoming = new IncomingCalls({
      ...options,
      calls: this.calls,
      onCall: (call) => this.add(call),
      offer: (call) => {
        this.listeners.tell(call)
        return !this.listeners.isEmpty
      }
    })
  }

  get inUse(): boolean {
    return this.calls.size > 0
  }

  /** @returns a function that removes the listener */
  onIncoming(listener: (call: IncomingCall) => void): () => void {
    return this.listeners.add(listener)
  }

  /** @param flow - undefined when there is no connection to the PBX: the call ends at once */
  invite(flow: Flow | undefined, uri: URI, dialled: string, media: CallMedia): SipCall {
    const { domain } = this.options
    const remote: RemoteParty = { user: dialled, host: domain, displayName: null }
    const call = new OutgoingCall({ ...this.options, flow, uri, remote, media })
    this.add(call)
    return call
  }

  /**
   * The PBX knows us on this flow now: calls come in on it, and confirmed calls of another flow move to it.
   *
   * @returns a promise that is resolved when no call is left to be moved
   */
  async use(flow: Flow): Promise<void> {
    flow.core.delegate = this.incoming.delegateOf(flow)
    const elsewhere = [...this.calls].filter((call) => call.flow && call.flow !== flow)
    await Promise.all(elsewhere.map((call) => call.moveTo(flow)))
  }

  /** @returns a promise that is resolved when the PBX has been told, or cannot be told any more */
  async hangUpAll(): Promise<void> {
    const calls = [...this.calls]
    for (const call of calls) call.hangUp()
    await Promise.all(calls.map((call) => call.released))
  }

  private add(call: Call): void {
    this.calls.add(call)
    void call.released.then(() => this.calls.delete(call))
  }
}
