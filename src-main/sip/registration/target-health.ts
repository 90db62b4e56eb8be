import { hostPort } from '../message/sip-uri'
import type { TransportAddress } from '../message/via'

/** More addresses than any PBX has. */
const mostNoted = 50

interface Failure {
  /** counts up, so that who failed last is tried last */
  readonly order: number
  /** epoch ms; the server asked not to be asked before (RFC 3261 §20.33) */
  readonly askAgainAt: number
}

/**
 * Which of the PBX's addresses failed since the last registration (RFC 3263 §4.3): took a flow and did not answer, or
 * answered 503. One that failed is tried after all that did not; one that asked for a pause, after those that did not.
 */
export class TargetHealth {
  private readonly failures = new Map<string, Failure>()
  private failed = 0

  constructor(private readonly now: () => number = Date.now) {}

  note(address: TransportAddress, retryAfterSeconds = 0): void {
    const key = hostPort(address)
    this.failures.delete(key)
    const askAgainAt = this.now() + retryAfterSeconds * 1_000
    this.failures.set(key, { order: ++this.failed, askAgainAt })
    const [oldest] = this.failures.keys()
    if (this.failures.size > mostNoted && oldest !== undefined) this.failures.delete(oldest)
  }

  forget(): void {
    this.failures.clear()
  }

  /** The addresses in the order to try them; those that are equally good stay as DNS ordered them. */
  order(addresses: readonly TransportAddress[]): readonly TransportAddress[] {
    const isWaiting = (failure: Failure | undefined) =>
      failure !== undefined && failure.askAgainAt > this.now() ? 1 : 0
    return [...addresses].sort((one, other) => {
      const [first, second] = [this.failureOf(one), this.failureOf(other)]
      const waiting = isWaiting(first) - isWaiting(second)
      return waiting || (first?.order ?? 0) - (second?.order ?? 0)
    })
  }

  /** Some of the addresses have not failed: nobody has to be waited for. */
  hasOther(addresses: readonly TransportAddress[]): boolean {
    return addresses.some((address) => !this.failureOf(address))
  }

  /** Seconds until the first of them wants to be asked again. */
  pauseSeconds(addresses: readonly TransportAddress[]): number {
    const times = addresses.map((address) => this.failureOf(address)?.askAgainAt ?? 0)
    return times.length === 0 ? 0 : Math.max(0, Math.min(...times) - this.now()) / 1_000
  }

  private failureOf(address: TransportAddress): Failure | undefined {
    return this.failures.get(hostPort(address))
  }
}
