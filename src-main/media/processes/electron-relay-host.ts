import { utilityProcess, type UtilityProcess } from 'electron'
import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import { endProcess } from './end-process'
import type { MediaLog } from './media-log'
import { MediaProcess } from './media-process'
import { RestartDelay } from './restart-delay'

/** Runs the media relay in a utility process, and starts it again when it dies or hangs. */
export class ElectronRelayHost {
  readonly process = new MediaProcess<RelayRequests, RelayEvent>('media relay')
  private readonly delay = new RestartDelay()
  private child: UtilityProcess | null = null
  private restart: NodeJS.Timeout | null = null
  private stopped = false

  constructor(
    private readonly entry: string,
    private readonly log: MediaLog
  ) {
    // Its exit follows, and with it what follows every exit.
    this.process.onHanging(() => {
      log.warn('media relay does not answer, and is ended')
      endProcess(this.child?.pid)
    })
  }

  /** Resolves when the relay answers, rejects when it cannot be started. */
  start(): Promise<void> {
    this.stopped = false
    return this.fork()
  }

  stop(): void {
    this.stopped = true
    if (this.restart) clearTimeout(this.restart)
    const { child } = this
    this.child = null
    this.process.detach('stopped')
    child?.kill()
  }

  private fork(): Promise<void> {
    const child = utilityProcess.fork(this.entry, [], {
      serviceName: 'Coachline media relay',
      stdio: ['ignore', 'ignore', 'pipe']
    })
    this.child = child
    this.delay.started(performance.now())
    const { receive, started } = this.process.attach(child)
    child.on('message', receive)
    child.stderr?.on('data', (text: Buffer) => {
      this.log.warn('media relay', { stderr: text.toString().trim() })
    })
    child.once('exit', (code) => this.exited(child, code))
    return started.then(() => this.log.info('media relay started'))
  }

  private exited(child: UtilityProcess, code: number): void {
    if (this.child !== child) return
    this.child = null
    const running = this.process.isRunning
    this.process.detach(`exited with code ${code}`)
    if (this.stopped) return
    const delayMs = this.delay.died(performance.now())
    this.log.warn('media relay exited', { code, running, restartInMs: delayMs })
    this.restart = setTimeout(() => {
      // When it dies before it answers, the next one is already on its way.
      this.fork().catch(() => {})
    }, delayMs)
  }
}
