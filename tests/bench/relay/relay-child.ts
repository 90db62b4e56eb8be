import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'

const entry = resolve(import.meta.dirname, '../../../out/main/media-relay.cjs')
const parentPort = resolve(import.meta.dirname, 'parent-port.cjs')

/** Microseconds of processor time, and bytes. */
export interface RelayUsage {
  readonly cpu: NodeJS.CpuUsage
  readonly rss: number
  readonly heapUsed: number
}

/** The relay as it is built, in a process of its own. */
export class RelayChild {
  private constructor(private readonly child: ChildProcess) {}

  static start(): RelayChild {
    const execArgv = ['--expose-gc', '--require', parentPort]
    return new RelayChild(fork(entry, { execArgv, stdio: ['ignore', 'ignore', 'ignore', 'ipc'] }))
  }

  postMessage(message: unknown): void {
    this.child.send(message as object)
  }

  onMessage(listener: (message: unknown) => void): void {
    this.child.on('message', (message) => {
      if (!isUsage(message)) listener(message)
    })
  }

  /** After a collection of garbage. */
  async usage(): Promise<RelayUsage> {
    const answer = new Promise<RelayUsage>((resolve) => {
      const listener = (message: unknown): void => {
        if (!isUsage(message)) return
        this.child.off('message', listener)
        resolve(message.usage)
      }
      this.child.on('message', listener)
    })
    this.child.send({ usage: true })
    return answer
  }

  async stop(): Promise<void> {
    const exited = once(this.child, 'exit')
    this.child.kill()
    await exited
  }
}

function isUsage(message: unknown): message is { usage: RelayUsage } {
  return typeof message === 'object' && message !== null && 'usage' in message
}
