import { utilityProcess, type UtilityProcess } from 'electron'
import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { DemoPbxEvent, DemoPbxOptions, DemoPbxOrder } from '@contract/ipc/training'

/** Runs the demo PBX in a process of its own and hands on what it measures. */
export class DemoHost {
  private child: UtilityProcess | null = null

  constructor(
    private readonly entry: string,
    private readonly options: Omit<DemoPbxOptions, 'sipPort'>,
    private readonly told: (event: DemoPbxEvent) => void,
    private readonly died: () => void
  ) {}

  /** @returns the SIP port on 127.0.0.1 */
  async start(): Promise<Result<{ port: number }>> {
    this.stop()
    const child = utilityProcess.fork(this.entry, [], { serviceName: 'Coachline demo PBX' })
    this.child = child
    return new Promise((resolve) => {
      child.on('message', (event: DemoPbxEvent) => {
        if (event.type === 'listening') resolve(ok({ port: event.port }))
        else if (event.type === 'failed') {
          const reason = event.reason === 'port-in-use' ? 'demo.port-in-use' : 'demo.not-started'
          resolve(fail(failure(reason, { detail: event.detail })))
        } else this.told(event)
      })
      child.once('exit', (code) => {
        resolve(fail(failure('demo.not-started', { detail: `exit code ${String(code)}` })))
        if (this.child !== child) return
        this.child = null
        this.died()
      })
      this.order(child, { type: 'start', options: { sipPort: 0, ...this.options } })
    })
  }

  stop(): void {
    const child = this.child
    this.child = null
    child?.kill()
  }

  /** Nothing when the demo does not run. */
  tell(order: DemoPbxOrder): void {
    if (this.child) this.order(this.child, order)
  }

  private order(child: UtilityProcess, order: DemoPbxOrder): void {
    child.postMessage(order)
  }
}
