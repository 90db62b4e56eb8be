import { createHash } from 'node:crypto'
import type { CandidateCounts, Gathering, IceServer } from '@contract/ipc/media-protocol'

/** A server that was down may be up again, and each call looks anyway. */
const lastsMs = 10 * 60_000

/**
 * What was found the last time from an address of this machine with the servers of an account, so that no offer waits for
 * a server that was dead in the last one. What it finds after all is waited for the next time.
 */
export class GatheringMemory {
  private readonly found = new Map<string, { counts: CandidateCounts; at: number }>()

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number = () => performance.now()) {}

  /** What is known for a call that begins now, wherever it goes. What is found in the call itself is known to its end. */
  ofCall(servers: readonly IceServer[]): (localAddress: string) => Gathering {
    const begunAt = this.now()
    return (localAddress) => {
      // With the passwords: another one is another try.
      const text = JSON.stringify([localAddress, servers])
      const place = createHash('sha256').update(text).digest('base64')
      const last = this.found.get(place)
      const isKnown = last && (last.at >= begunAt || this.now() - last.at < lastsMs)
      return { place, expected: isKnown ? last.counts : null }
    }
  }

  note(place: string, counts: CandidateCounts): void {
    const { host, srflx, relay } = counts
    // A machine without a network is no place to remember.
    if (host + srflx + relay === 0) this.found.delete(place)
    else this.found.set(place, { counts, at: this.now() })
  }

  /** Something was tried: the next calls look for themselves. */
  forget(): void {
    this.found.clear()
  }
}
