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

  at(localAddress: string, servers: readonly IceServer[]): Gathering {
    // With the passwords: another one is another try.
    const text = JSON.stringify([localAddress, servers])
    const place = createHash('sha256').update(text).digest('base64')
    const last = this.found.get(place)
    const isFresh = last !== undefined && this.now() - last.at < lastsMs
    return { place, expected: isFresh ? last.counts : null }
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
