import type { URI } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import { Listeners } from '../listeners'
import type { CallMedia, IncomingCall, RemoteParty, SipCall } from '../ports'
import type { Call, CallOptions } from './call'
import { IncomingCalls } from './incoming-calls'
import { OutgoingCall } from './outgoing-call'

export interface AccountCallsOptions extends CallOptions {
  readonly domain: string
  /** a call has left its flow: it ended or moved */
  readonly onLeft: () => void
}

/** Every call of an account, until the PBX knows of its end. */
export class AccountCalls {
  private readonly calls = new Set<Call>()
  private readonly listeners: Listeners<IncomingCall>
  private readonly incoming: IncomingCalls
  private current: Flow | undefined

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

  /** A call is on this flow. */
  areOn(flow: Flow): boolean {
    return [...this.calls].some((call) => call.flow === flow)
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

  /** The PBX knows us on this flow now: calls come in on it, and confirmed calls of another flow move to it. */
  use(flow: Flow): void {
    this.current = flow
    flow.core.delegate = this.incoming.delegateOf(flow)
    for (const call of this.calls) void this.moveToCurrent(call)
  }

  /** @returns a promise that is resolved when the PBX has been told, or cannot be told any more */
  async hangUpAll(): Promise<void> {
    const calls = [...this.calls]
    for (const call of calls) call.hangUp()
    await Promise.all(calls.map((call) => call.released))
  }

  private add(call: Call): void {
    this.calls.add(call)
    // One that was answered on a flow that has been replaced meanwhile.
    call.onState(({ kind }) => {
      if (kind === 'confirmed') void this.moveToCurrent(call)
    })
    void call.released.then(() => {
      this.calls.delete(call)
      this.options.onLeft()
    })
  }

  private async moveToCurrent(call: Call): Promise<void> {
    const { current } = this
    if (!call.canMove || !call.flow || !current?.isOpen) return
    if (!mustMove(call.flow, current)) return
    await call.moveTo(current)
    this.options.onLeft()
  }
}

/**
 * A call leaves a flow that is lost, that begins at an address which is no longer ours, or that went to the same server
 * and was given up. It stays where another server has it: that one need not know its dialog.
 */
function mustMove(from: Flow, to: Flow): boolean {
  if (from === to) return false
  return !from.isOpen || from.local.host !== to.local.host || from.remote.host === to.remote.host
}
