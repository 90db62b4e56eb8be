import type { MicrophoneProblem } from '@contract/ipc/media-protocol'
import type { CallQuality, SilenceCause } from '@contract/telephony/call-quality'
import type { CallState } from '@contract/telephony/call-state'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { SupervisionCall } from '../../../src-main/supervision/ports'

/**
 * A call whose PBX answers when the test says so. It plays the media path honestly: the lock closes as soon as it is
 * asked to, and opens only when the answer is given; `voiceOut` is what a listener at the wire would notice.
 */
export class FakeSupervisionCall implements SupervisionCall {
  readonly wire: string[] = []
  telephoneEvents = true
  problem: MicrophoneProblem | null = null
  microphone: MicrophonePolicy = 'closed'
  closed = false
  private stateListeners: ((state: CallState) => void)[] = []
  private microphoneLost: (() => void)[] = []
  private sessionLost: (() => void)[] = []
  private qualityListeners: ((quality: CallQuality) => void)[] = []
  private audioListeners: ((flowing: boolean, cause: SilenceCause | null) => void)[] = []
  private pendingDigits: ((sent: boolean) => void)[] = []
  private pendingOpenings: (() => void)[] = []
  private latest = 0

  constructor(private readonly answers: 'at-once' | 'when-told' = 'at-once') {}

  dial(number: string): void {
    this.wire.push(`dial ${number}`)
  }

  onState(listener: (state: CallState) => void): void {
    this.stateListeners.push(listener)
  }

  reach(state: CallState): void {
    for (const listener of this.stateListeners) listener(state)
  }

  hangUp(): void {
    this.wire.push('hang up')
  }

  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: MicrophoneProblem | null }> {
    const ask = ++this.latest
    if (microphone === 'closed' || this.microphone === 'open') this.turn(microphone)
    const take = () => {
      const problem = microphone === 'closed' ? null : this.problem
      if (ask === this.latest) this.turn(problem ? 'closed' : microphone)
      return { problem }
    }
    if (this.answers === 'at-once') return Promise.resolve(take())
    return new Promise((resolve) => {
      this.pendingOpenings.push(() => {
        resolve(take())
      })
    })
  }

  private turn(microphone: MicrophonePolicy): void {
    if (microphone !== this.microphone) this.wire.push(`microphone ${microphone}`)
    this.microphone = microphone
  }

  answerMicrophone(): void {
    for (const answer of this.pendingOpenings.splice(0)) answer()
  }

  onMicrophoneLost(listener: () => void): void {
    this.microphoneLost.push(listener)
  }

  loseMicrophone(): void {
    this.microphone = 'closed'
    for (const listener of this.microphoneLost) listener()
  }

  onSessionLost(listener: () => void): void {
    this.sessionLost.push(listener)
  }

  loseSession(): void {
    for (const listener of this.sessionLost) listener()
  }

  onQuality(listener: (quality: CallQuality) => void): void {
    this.qualityListeners.push(listener)
  }

  measures(quality: CallQuality): void {
    for (const listener of this.qualityListeners) listener(quality)
  }

  onReceivedAudio(listener: (flowing: boolean, cause: SilenceCause | null) => void): void {
    this.audioListeners.push(listener)
  }

  receives(flowing: boolean, cause: SilenceCause | null = null): void {
    for (const listener of this.audioListeners) listener(flowing, cause)
  }

  sendTelephoneEvents(digits: string): Promise<{ sent: boolean }> {
    this.wire.push(`dtmf ${digits}`)
    if (this.answers === 'at-once') return Promise.resolve({ sent: true })
    return new Promise((resolve) => {
      this.pendingDigits.push((sent) => {
        resolve({ sent })
      })
    })
  }

  finishDigits(sent = true): void {
    for (const finish of this.pendingDigits.splice(0)) finish(sent)
  }

  infoStatus = 200

  sendInfo(digit: string): Promise<{ statusCode: number }> {
    this.wire.push(`info ${digit}`)
    return Promise.resolve({ statusCode: this.infoStatus })
  }

  close(): Promise<void> {
    this.closed = true
    this.microphone = 'closed'
    return Promise.resolve()
  }
}
