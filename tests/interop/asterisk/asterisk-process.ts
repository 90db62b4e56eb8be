import { execFile, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, rmSync, watch } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { promisify } from 'node:util'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { LabUnavailable } from '../chroot/debian-chroot'
import { asteriskLabName } from './asterisk-chroot'

const run = promisify(execFile)
const bootSeconds = 30
const stopSeconds = 5

/** One run of Asterisk with a configuration that is there already; it can be killed and booted again. */
export class AsteriskProcess {
  private child: ChildProcess | undefined

  constructor(
    private readonly chroot: string,
    /** of its run folder, inside the chroot */
    private readonly folder: string
  ) {}

  /** One command of Asterisk's own console. */
  async cli(command: string): Promise<string> {
    const { chroot } = this
    return (
      await run('chroot', [chroot, '/usr/sbin/asterisk', '-C', this.configuration, '-rx', command])
    ).stdout
  }

  /** @throws LabUnavailable when it does not come up */
  async boot(): Promise<void> {
    const { chroot, folder } = this
    const runFolder = join(chroot, folder, 'run')
    // What a killed Asterisk left behind would look like a running one.
    rmSync(join(runFolder, 'asterisk.ctl'), { force: true })
    const child = spawnInChroot({
      chroot,
      command: ['/usr/sbin/asterisk', '-f', '-C', this.configuration],
      family: 'itself',
      user: 'asterisk',
      cwd: '/lab'
    })
    child.stdout?.resume()
    try {
      await this.booted(child, runFolder)
    } catch (error) {
      await killed(child)
      throw error
    }
    this.child = child
  }

  /** As a power cut does. */
  async kill(): Promise<void> {
    if (this.child) await killed(this.child)
  }

  /** As an administrator does. */
  async stop(): Promise<void> {
    const { child } = this
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const exited = once(child, 'exit')
    child.kill('SIGTERM')
    const impatience = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000)
    await exited
    clearTimeout(impatience)
  }

  private get configuration(): string {
    return `${this.folder}/etc/asterisk.conf`
  }

  private async booted(child: ChildProcess, runFolder: string): Promise<void> {
    let complaint = ''
    child.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
    const abort = new AbortController()
    const died = once(child, 'exit', { signal: abort.signal }).then(() => {
      throw new LabUnavailable(asteriskLabName, `ended at once: ${complaint.trim()}`)
    })
    const ready = controlSocket(runFolder, abort.signal).then(() => this.answers(abort.signal))
    const late = new Promise<never>((_, reject) => {
      const timer = setTimeout(
        () => reject(new LabUnavailable(asteriskLabName, `did not boot in ${bootSeconds} s`)),
        bootSeconds * 1000
      )
      abort.signal.addEventListener('abort', () => clearTimeout(timer))
    })
    try {
      await Promise.race([ready, died, late])
    } finally {
      died.catch(() => {})
      ready.catch(() => {})
      abort.abort()
    }
  }

  /** The socket is there a moment before anybody listens on it. */
  private async answers(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      try {
        await this.cli('core waitfullybooted')
        return
      } catch {
        await setTimeoutPromise(100)
      }
    }
  }
}

/** Asterisk's console can be reached once its socket is there. */
async function controlSocket(runFolder: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(runFolder, { signal }, look)
    function look() {
      if (!existsSync(join(runFolder, 'asterisk.ctl'))) return
      watcher.close()
      resolve()
    }
    look()
  })
}
