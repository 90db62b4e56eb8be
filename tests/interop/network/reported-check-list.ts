import { CheckList } from '../check-list'
import type { ReportedCheck } from './own-network'

/** Tells the process that started this one of each check. */
export class ReportedCheckList extends CheckList {
  override check(name: string, ok: boolean, seen = ''): boolean {
    return this.report({ name, ok, seen }, ok)
  }

  override took(name: string, milliseconds: number): void {
    this.report({ name, milliseconds })
  }

  private report(check: ReportedCheck, ok = true): boolean {
    process.send?.(check)
    return ok
  }
}
