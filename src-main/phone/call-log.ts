import type { RecentCall } from '@contract/ipc/phone-view'
import { allSeen, withRecent } from './recent-calls'

/** The calls that are over, the latest first. */
export class CallLog {
  private over: RecentCall | null = null

  constructor(
    private calls: readonly RecentCall[],
    /** the list is another one */
    private readonly changed: (calls: readonly RecentCall[]) => void
  ) {}

  get recent(): RecentCall[] {
    return [...this.calls]
  }

  /** The call that ended last, until another one begins. */
  get justOver(): RecentCall | null {
    return this.over
  }

  begun(): void {
    this.over = null
  }

  ended(call: RecentCall): void {
    this.over = call
    this.remember(call)
  }

  /** Of one that never was in the window. */
  remember(call: RecentCall): void {
    this.become(withRecent(this.calls, call))
  }

  markSeen(): void {
    this.become(allSeen(this.calls))
  }

  clear(): void {
    this.become([])
  }

  private become(calls: readonly RecentCall[]): void {
    this.calls = calls
    this.changed(calls)
  }
}
