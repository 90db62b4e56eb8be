import type { CallState } from '@contract/telephony/call-state'
import type { Held, RemoteParty, SipLog } from '../ports'
import { Observed } from './observed'

export interface BeginningCall {
  readonly state: 'calling' | 'early'
  readonly remote: RemoteParty
}

/** What a call tells about itself, and whoever wants to know it. */
export abstract class CallFacts {
  private readonly states: Observed<CallState>
  private readonly parties: Observed<RemoteParty>
  private readonly holds: Observed<Held>

  constructor({ state, remote }: BeginningCall, log: SipLog) {
    this.states = new Observed<CallState>({ kind: state }, log)
    this.parties = new Observed(remote, log)
    this.holds = new Observed<Held>({ local: false, remote: false }, log)
  }

  get state(): CallState {
    return this.states.value
  }

  get remote(): RemoteParty {
    return this.parties.value
  }

  get held(): Held {
    return this.holds.value
  }

  onState(listener: (state: CallState) => void): () => void {
    return this.states.on(listener)
  }

  onRemote(listener: (remote: RemoteParty) => void): () => void {
    return this.parties.on(listener)
  }

  onHeld(listener: (held: Held) => void): () => void {
    return this.holds.on(listener)
  }

  protected setState(state: CallState): void {
    this.states.set(state)
  }

  /** A name that was known stays where only the number is repeated. */
  protected setRemote({ user, host, displayName }: RemoteParty): void {
    const { remote } = this
    const name = displayName ?? (user === remote.user ? remote.displayName : null)
    if (user === remote.user && name === remote.displayName) return
    this.parties.set({ user, host, displayName: name })
  }

  protected setHold(change: Partial<Held>): void {
    const { local, remote } = { ...this.held, ...change }
    if (local !== this.held.local || remote !== this.held.remote) this.holds.set({ local, remote })
  }

  /** The call is over: whoever listened has been told the last. */
  protected tellNobody(): void {
    for (const told of [this.states, this.parties, this.holds]) told.rest()
  }
}
