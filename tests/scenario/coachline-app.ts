import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ElectronApplication, Page } from '@playwright/test'
import type { CommandName } from '@contract/ipc/command-names'
import type { CommandInput } from '@contract/ipc/commands'
import type { Result } from '@contract/ipc/result'
import type { Slices, Snapshot } from '@contract/ipc/snapshot'
import type { ProvisionFile } from '@contract/settings/customer'
import { leaveToneAsItIs, RunningApp, type LaunchOptions } from '../support/app/running-app'
import { within } from '../support/phone/clock'

const windowWithinMs = 30_000
const closeWithinMs = 10_000

/** Which microphones and loudspeakers it finds. */
export type AppDevices = Partial<Pick<LaunchOptions, 'microphone' | 'environment'>>

/** The real application in a data folder of its own, with a tone for a microphone, used through its window. */
export class CoachlineApp {
  private constructor(
    private readonly running: RunningApp,
    readonly page: Page,
    private readonly folder: string
  ) {}

  static async launch(provision: ProvisionFile, devices: AppDevices = {}): Promise<CoachlineApp> {
    const folder = mkdtempSync(join(tmpdir(), 'coachline-scenario-'))
    const file = join(folder, 'provision.json')
    writeFileSync(file, JSON.stringify(provision), { mode: 0o600 })
    let running: RunningApp | undefined
    try {
      running = await RunningApp.launch({ folder, arguments: ['--provision', file], ...devices })
      const page = await within(windowWithinMs, 'the window of Coachline', running.window())
      await leaveToneAsItIs(page)
      return new CoachlineApp(running, page, folder)
    } catch (error) {
      if (running) await end(running)
      rmSync(folder, { recursive: true, force: true })
      throw error
    }
  }

  /** Where its settings and its log are. */
  get dataFolder(): string {
    return join(this.folder, 'data')
  }

  get electron(): ElectronApplication {
    return this.running.electron
  }

  async slices(): Promise<Slices> {
    return (await this.snapshot(-1)).slices
  }

  /** Looks at each snapshot, from the present one on, until `find` finds something. */
  async until<Found>(
    what: string,
    milliseconds: number,
    find: (slices: Slices) => Found | undefined
  ): Promise<Found> {
    let given = true
    const look = async (): Promise<Found> => {
      for (let revision = -1; given;) {
        const snapshot = await this.snapshot(revision)
        const found = find(snapshot.slices)
        if (found !== undefined) return found
        revision = snapshot.revision
      }
      throw new Error(`${what}: no longer waited for`)
    }
    try {
      return await within(milliseconds, what, look())
    } finally {
      given = false
    }
  }

  /** Sends a command as the UI does. */
  async command<Name extends CommandName>(
    name: Name,
    ...input: undefined extends CommandInput<Name> ? [] : [CommandInput<Name>]
  ): Promise<Result<unknown>> {
    return this.page.evaluate(
      ([command, value]) => {
        const api = window.coachline as unknown as Record<
          string,
          (input?: unknown) => Promise<Result<unknown>>
        >
        return api[command as string]!(value)
      },
      [name, input[0]] as const
    )
  }

  /**
   * What the meter of the received audio shows, as soon as it shows more than `dbfs`.
   *
   * @returns the last level that it showed when that does not happen in time
   */
  async receivedDbfs(dbfs: number, milliseconds: number): Promise<number> {
    return this.page.evaluate(
      ([above, timeoutMs]) =>
        new Promise<number>((done) => {
          let last = -99
          const timer = setTimeout(() => done(last), timeoutMs)
          const stop = window.coachline.onLevels(({ receivedDbfs }) => {
            last = receivedDbfs
            if (receivedDbfs <= above) return
            clearTimeout(timer)
            stop()
            done(receivedDbfs)
          })
        }),
      [dbfs, milliseconds] as const
    )
  }

  async screenshot(path: string): Promise<void> {
    await this.page.screenshot({ path })
  }

  async close(): Promise<void> {
    await end(this.running)
    rmSync(this.folder, { recursive: true, force: true })
  }

  /**
   * The present snapshot, or the next one when nothing changed since `revision`. The functions inside are not named:
   * the compiler would call one of its own, which the page does not have.
   */
  private async snapshot(revision: number): Promise<Snapshot> {
    const answer = await this.page.evaluate(async (seen) => {
      let stop: (() => void) | undefined
      const change = new Promise<void>((done) => {
        stop = window.coachline.onSnapshotChanged(() => done())
      })
      const present = await window.coachline['snapshot.get']()
      const isNew = !present.ok || present.value.revision !== seen
      if (!isNew) await change
      stop?.()
      return isNew ? present : window.coachline['snapshot.get']()
    }, revision)
    if (!answer.ok) throw new Error(`no snapshot: ${answer.failure.reason}`)
    return answer.value
  }
}

async function end(running: RunningApp): Promise<void> {
  const child = running.electron.process()
  try {
    await within(closeWithinMs, 'the end of Coachline', running.close())
  } catch {
    child.kill('SIGKILL')
  }
}
