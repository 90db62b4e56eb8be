import type { ChildProcess } from 'node:child_process'
import { Changes } from '../support/changes'

/** Everything that a program wrote, and a way to wait for what it will write. */
export class ProgramLog {
  private text = ''
  private readonly changes = new Changes()

  /** Reads the output of a program, beside that of programs before it. */
  follow(child: ChildProcess): void {
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (chunk: string) => {
        this.text += chunk
        this.changes.tell()
      })
    }
  }

  /** every line that matches */
  lines(pattern: RegExp): readonly string[] {
    return this.text.split('\n').filter((line) => pattern.test(line))
  }

  tail(lines = 12): string {
    return this.text.trimEnd().split('\n').slice(-lines).join('\n')
  }

  /** Waits for something that matches and is written from now on. */
  async next(pattern: RegExp, milliseconds: number): Promise<RegExpExecArray> {
    const from = this.text.length
    return this.changes.until(
      String(pattern),
      milliseconds,
      () => pattern.exec(this.text.slice(from)) ?? undefined
    )
  }

  /** Waits until at least `count` lines match. */
  async until(pattern: RegExp, count: number, milliseconds: number): Promise<void> {
    await this.changes.until(`${count} lines of ${String(pattern)}`, milliseconds, () =>
      this.lines(pattern).length >= count ? true : undefined
    )
  }
}
