import type { Failure } from '@contract/errors/reasons'
import type { Notice } from '@contract/ipc/snapshot'

/** Things that went wrong beside any command. One notice a reason: the latest replaces the one before it. */
export class NoticeBoard {
  private notices: readonly Notice[] = []

  constructor(private readonly changed: (notices: Notice[]) => void) {}

  post(failure: Failure, severity: Notice['severity'] = 'warning'): void {
    this.notices = [...this.without(failure.reason), { id: failure.reason, failure, severity }]
    this.changed([...this.notices])
  }

  dismiss(id: string): void {
    this.notices = this.without(id)
    this.changed([...this.notices])
  }

  private without(id: string): Notice[] {
    return this.notices.filter((notice) => notice.id !== id)
  }
}
