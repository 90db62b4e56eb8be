import type { ChildProcess } from 'node:child_process'
import { within } from '../support/phone/clock'

/** Everything that a program wrote, and a way to wait for what it will write. */
export class ProgramLog {
  private text = ''
  private readonly listeners = new Set<() => void>()

  /** Reads the output of a program, beside that of programs before it. */
  follow(child: ChildProcess): void {
    for (const output of [child.stdout, child.stderr]) {
      output?.setEncoding('utf8').on('data', (chunk: string) => this.add(chunk))
    }
    child.once('close', () => this.add('\n-- ended\n'))
  }

  /** every line that matches */
  lines(pattern: RegExp): readonly string[] {
    return this.text.split('\n').filter((line) => pattern.test(line))
  }

  tail(lines = 12): string {
    return this.text.trimEnd().split('\n').slice(-lines).join('\n')
  }

  /** Resolves when something that is written from now on matches. */
  next(pattern: RegExp): Promise<RegExpExecArray> {
    const from = this.text.length
    return new Promise((resolve) => {
      const look = () => {
        const found = pattern.exec(this.text.slice(from))
        if (!found) return
        this.listeners.delete(look)
        resolve(found)
      }
      this.listeners.add(look)
    })
  }

  /** Waits until at least `count` lines match. */
  async until(pattern: RegExp, count: number, milliseconds: number): Promise<void> {
    let look = () => {}
    const enough = new Promise<void>((resolve) => {
      look = () => {
        if (this.lines(pattern).length >= count) resolve()
      }
      this.listeners.add(look)
      look()
    })
    try {
      await within(milliseconds, `${count} lines of ${String(pattern)}`, enough)
    } finally {
      this.listeners.delete(look)
    }
  }

  private add(chunk: string): void {
    this.text += chunk
    for (const listener of [...this.listeners]) listener()
  }
}
