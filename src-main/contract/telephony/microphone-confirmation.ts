import type { MicrophoneProblem } from '../ipc/media-protocol'
import { microphonePolicies, type MicrophonePolicy } from './microphone-policy'

export function moreOpen(one: MicrophonePolicy, other: MicrophonePolicy): MicrophonePolicy {
  const openness = (policy: MicrophonePolicy) => microphonePolicies.indexOf(policy)
  return openness(one) > openness(other) ? one : other
}

interface MicrophoneAnswer {
  readonly problem: MicrophoneProblem | null
}

/**
 * What is known of the microphone while the media path is asked to open or close it. Answers can come late and out of
 * order, so only the answer to the latest question counts, and until then the most open of what was asked is assumed.
 */
export class MicrophoneConfirmation {
  private latestAsk = 0
  private known: MicrophonePolicy = 'closed'
  private assumed: MicrophonePolicy = 'closed'

  get confirmed(): MicrophonePolicy {
    return this.known
  }

  get atMost(): MicrophonePolicy {
    return this.assumed
  }

  ask(wanted: MicrophonePolicy): number {
    this.assumed = moreOpen(this.assumed, wanted)
    return ++this.latestAsk
  }

  confirm(ask: number, reached: MicrophonePolicy): void {
    if (ask !== this.latestAsk) return
    this.known = reached
    this.assumed = reached
  }

  /**
   * Asks the media of a call, and takes its answer for what was reached. Where it has none the microphone has failed.
   *
   * @returns why it is not as wanted
   */
  async move(
    wanted: MicrophonePolicy,
    media: { setMicrophone(wanted: MicrophonePolicy): Promise<MicrophoneAnswer> },
    log: { warn(message: string): void }
  ): Promise<MicrophoneProblem | null> {
    const ask = this.ask(wanted)
    const { problem } = await media.setMicrophone(wanted).catch((error: unknown) => {
      log.warn(`the microphone did not follow: ${String(error)}`)
      return { problem: 'failed' } as const
    })
    this.confirm(ask, problem ? 'closed' : wanted)
    return problem
  }

  /** The call is over: nothing of it can be heard any more, and late answers mean nothing. */
  reset(): void {
    this.latestAsk++
    this.known = 'closed'
    this.assumed = 'closed'
  }
}
