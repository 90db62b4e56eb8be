import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { CallState } from '@contract/telephony/call-state'
import type { CallStatistics } from '@contract/telephony/call-statistics'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type {
  IncomingLeg,
  LegAnswer,
  LegParty,
  LegTransfer,
  PhoneLeg
} from '../../../src-main/phone/ports'

const fine: LegAnswer = { statusCode: 200, reasonPhrase: 'OK' }

/**
 * A call whose PBX does what the test says. It plays the media path honestly: the lock closes as soon as it is asked
 * to, and opens only when the answer is given.
 */
export class FakePhoneLeg implements IncomingLeg {
  readonly wire: string[] = []
  state: CallState
  microphone: MicrophonePolicy = 'closed'
  problem: MicrophoneProblem | null = null
  canAnswer = true
  digitsAreSent = true
  closed = false
  statistics: CallStatistics | null = null
  private readonly stateListeners: ((state: CallState) => void)[] = []
  private readonly partyListeners: ((party: LegParty) => void)[] = []
  private readonly heldListeners: ((held: boolean) => void)[] = []
  private readonly lostListeners: (() => void)[] = []
  private readonly audioListeners: ((flowing: boolean) => void)[] = []
  private readonly holds: ((answer: LegAnswer) => void)[] = []
  private readonly transfers: ((outcome: LegTransfer) => void)[] = []

  constructor(
    direction: 'outgoing' | 'incoming',
    readonly party: LegParty = { number: '+15550142', displayName: null },
    private readonly answers: 'at-once' | 'when-told' = 'at-once'
  ) {
    this.state = { kind: direction === 'incoming' ? 'early' : 'calling' }
  }

  onState(listener: (state: CallState) => void): void {
    this.stateListeners.push(listener)
  }

  reach(state: CallState): void {
    if (this.state.kind === 'terminated') return
    this.state = state
    for (const listener of this.stateListeners) listener(state)
  }

  onParty(listener: (party: LegParty) => void): void {
    this.partyListeners.push(listener)
  }

  becomeParty(party: LegParty): void {
    for (const listener of this.partyListeners) listener(party)
  }

  onHeldByRemote(listener: (held: boolean) => void): void {
    this.heldListeners.push(listener)
  }

  holdByRemote(held: boolean): void {
    for (const listener of this.heldListeners) listener(held)
  }

  hangUp(): void {
    this.wire.push('hang up')
    this.reach({ kind: 'terminated', end: { by: 'local' } })
  }

  answer(): void {
    this.wire.push('answer')
    if (this.answers === 'at-once') this.reach({ kind: 'confirmed' })
  }

  reject(statusCode: number): void {
    this.wire.push(`reject ${statusCode}`)
    this.reach({ kind: 'terminated', end: { by: 'local', statusCode } })
  }

  setHeld(held: boolean): Promise<LegAnswer> {
    this.wire.push(held ? 'hold' : 'resume')
    if (this.answers === 'at-once') return Promise.resolve(fine)
    return new Promise((resolve) => {
      this.holds.push(resolve)
    })
  }

  /** What the PBX says to the re-INVITEs that wait for an answer. */
  answerHold(answer: LegAnswer = fine): void {
    for (const resolve of this.holds.splice(0)) resolve(answer)
  }

  transfer(number: string): Promise<LegTransfer> {
    this.wire.push(`refer ${number}`)
    return this.outcome()
  }

  transferTo(other: PhoneLeg): Promise<LegTransfer> {
    this.wire.push(`refer to ${other instanceof FakePhoneLeg ? other.party.number : 'another'}`)
    return this.outcome()
  }

  private outcome(): Promise<LegTransfer> {
    return new Promise((resolve) => {
      this.transfers.push(resolve)
    })
  }

  finishTransfer(outcome: LegTransfer): void {
    for (const resolve of this.transfers.splice(0)) resolve(outcome)
  }

  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: MicrophoneProblem | null }> {
    const problem = microphone === 'closed' ? null : this.problem
    const reached = problem || this.closed ? 'closed' : microphone
    if (reached !== this.microphone) this.wire.push(`microphone ${reached}`)
    this.microphone = reached
    return Promise.resolve({ problem })
  }

  onMicrophoneLost(listener: () => void): void {
    this.lostListeners.push(listener)
  }

  loseMicrophone(problem: MicrophoneProblem): void {
    this.microphone = 'closed'
    this.problem = problem
    for (const listener of this.lostListeners) listener()
  }

  onReceivedAudio(listener: (flowing: boolean) => void): void {
    this.audioListeners.push(listener)
  }

  receiveAudio(flowing: boolean): void {
    for (const listener of this.audioListeners) listener(flowing)
  }

  sendDigits(digits: string): Promise<{ sent: boolean }> {
    this.wire.push(`digits ${digits}`)
    return Promise.resolve({ sent: this.digitsAreSent })
  }

  close(): Promise<void> {
    this.closed = true
    this.microphone = 'closed'
    return Promise.resolve()
  }
}
