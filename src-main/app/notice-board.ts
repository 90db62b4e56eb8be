import type { Failure, FailureReason } from '@contract/errors/reasons'
import type { Notice } from '@contract/ipc/snapshot'

/**
 * Things that went wrong beside any command. One notice a reason, or a reason and what it is about: the latest replaces
 * the one before it.
 */
export class NoticeBoard {
  private notices: readonly Notice[] = []

  constructor(private readonly changed: (notices: Notice[]) => void) {}

  /** @param about - e.g. the id of a customer, where there may be several notices of one reason */
  post(failure: Failure, severity: Notice['severity'] = 'warning', about?: string): void {
    const id = noticeId(failure.reason, about)
    this.notices = [...this.without(id), { id, failure, severity }]
    this.changed([...this.notices])
  }

  dismiss(id: string): void {
    this.notices = this.without(id)
    this.changed([...this.notices])
  }

  dismissAbout(reason: FailureReason, about: string): void {
    const id = noticeId(reason, about)
    if (this.notices.some((notice) => notice.id === id)) this.dismiss(id)
  }

  private without(id: string): Notice[] {
    return this.notices.filter((notice) => notice.id !== id)
  }
}

function noticeId(reason: FailureReason, about: string | undefined): string {
  return about === undefined ? reason : `${reason} ${about}`
}
