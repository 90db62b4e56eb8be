import { LabUnavailable } from './chroot/debian-chroot'

/** Counts checks and prints one line for each as it is made. */
export class CheckList {
  passed = 0
  failed = 0
  /** what this machine cannot hold, and what would have to be done */
  readonly missing: string[] = []

  /** times that somebody may want to compare with those of another day */
  readonly times: { readonly name: string; readonly milliseconds: number }[] = []

  check(name: string, ok: boolean, seen = ''): boolean {
    if (ok) this.passed++
    else this.failed++
    console.log(`${ok ? 'ok  ' : 'FAIL'} ${name}${seen === '' ? '' : `: ${seen}`}`)
    return ok
  }

  /** A check that was made, and how long it took until it was so. */
  took(name: string, milliseconds: number): void {
    this.times.push({ name, milliseconds })
    this.check(name, true, `${Math.round(milliseconds)} ms`)
  }

  /** Runs a part; what it throws is a failed check and does not stop the others. */
  async part(name: string, run: () => Promise<void>): Promise<void> {
    try {
      await run()
    } catch (error) {
      if (error instanceof LabUnavailable) throw error
      this.check(name, false, error instanceof Error ? error.message : String(error))
    }
  }
}
