import { createHash } from 'node:crypto'
import type { CandidateCounts, Gathering, IceServer } from '@contract/ipc/media-protocol'

/** A server that was down may be up again, and each call looks anyway. */
const lastsMs = 10 * 60_000

/** What is known for one call. */
export interface CallGathering {
  /** From where it goes now. */
  readonly from: (localAddress: string) => Gathering
  readonly end: () => void
}

/**
 * What was found the last time from an address of this machine with the servers of an account, so that no offer waits for
 * a server that was dead in the last one. What it finds after all is waited for the next time. It lasts for as long as
 * there is a call, and a while after.
 */
export class GatheringMemory {
  private readonly found = new Map<string, CandidateCounts>()
  private readonly calls = new Set<CallGathering>()
  private quietSince = 0

  /** @param now - milliseconds of a clock that only goes forward */
  constructor(private readonly now: () => number = () => performance.now()) {}

  ofCall(servers: readonly IceServer[]): CallGathering {
    if (this.calls.size === 0 && this.now() - this.quietSince >= lastsMs) this.forget()
    const call: CallGathering = {
      from: (localAddress) => {
        // With the passwords: another one is another try.
        const text = JSON.stringify([localAddress, servers])
        const place = createHash('sha256').update(text).digest('base64')
        return { place, expected: this.found.get(place) ?? null }
      },
      end: () => {
        this.calls.delete(call)
        this.quietSince = this.now()
      }
    }
    this.calls.add(call)
    return call
  }

  note(place: string, counts: CandidateCounts): void {
    const { host, srflx, relay } = counts
    // A machine without a network is no place to remember.
    if (host + srflx + relay === 0) this.found.delete(place)
    else this.found.set(place, counts)
  }

  /** Something was tried: the next calls look for themselves. */
  forget(): void {
    this.found.clear()
  }
}
