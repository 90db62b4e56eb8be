import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createRequire } from 'node:module'
import { writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { Slices } from '@contract/ipc/snapshot'
import { writeMicrophoneTone } from '../../scenario/microphone-tone'

const root = resolve(import.meta.dirname, '../../..')
const launchWithinMs = 30_000

export interface LaunchOptions {
  /** where settings, log and the microphone's tone are */
  readonly folder: string
  readonly arguments: readonly string[]
  /** `tone`: 1 kHz, as it is; `none`: only what the system has, which on a bare machine is nothing */
  readonly microphone: 'tone' | 'none'
  /** beside what this process has */
  readonly environment: Readonly<Record<string, string>>
}

/** The real app, and the window that a person sees. The window can be closed and come back. */
export class RunningApp {
  private constructor(
    readonly electron: ElectronApplication,
    private readonly options: LaunchOptions
  ) {}

  static async launch(given: Partial<LaunchOptions> & { folder: string }): Promise<RunningApp> {
    const options: LaunchOptions = {
      arguments: [],
      microphone: 'tone',
      environment: {},
      ...given
    }
    const electron = await _electron.launch({
      executablePath: electronPath(),
      cwd: root,
      env: { ...inherited(), ...options.environment },
      timeout: launchWithinMs,
      args: commandLine(options)
    })
    return new RunningApp(electron, options)
  }

  /** The UI window, as soon as it shows something. Hidden windows may come first: it is known by its address. */
  async window(): Promise<Page> {
    const page =
      this.electron.windows().find(isUi) ??
      (await this.electron.waitForEvent('window', { predicate: isUi, timeout: launchWithinMs }))
    await page.locator('#root > *').first().waitFor()
    return page
  }

  /** Starts the app once more with the same data, as a person does who closed the window. */
  async startAgain(...more: string[]): Promise<void> {
    const second = spawn(electronPath(), [...commandLine(this.options), ...more], {
      cwd: root,
      env: { ...process.env, ...this.options.environment },
      stdio: 'ignore'
    })
    await once(second, 'exit')
  }

  async close(): Promise<void> {
    await this.electron.close().catch(() => undefined)
  }
}

/** The tone of a test is no voice: noise suppression and echo cancellation would take a part of it. */
export async function leaveToneAsItIs(page: Page): Promise<void> {
  await page.evaluate(async () => {
    await window.coachline['sound.setProcessing']({
      echoCancellation: false,
      noiseSuppression: false,
      autoGainControl: false
    })
  })
}

/** What the window shows, as main told it. */
export async function slicesOf(page: Page): Promise<Slices> {
  return page.evaluate(async () => {
    const answer = await window.coachline['snapshot.get']()
    if (!answer.ok) throw new Error(answer.failure.reason)
    return answer.value.slices
  })
}

/** As Playwright takes it by itself: without what is not set. */
function inherited(): Record<string, string> {
  return Object.fromEntries(
    Object.entries(process.env).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]]
    )
  )
}

function commandLine(options: LaunchOptions): string[] {
  const tone = join(options.folder, 'microphone.wav')
  if (options.microphone === 'tone') writeMicrophoneTone(tone)
  return [
    `--user-data-dir=${join(options.folder, 'data')}`,
    // The same on every Linux desktop: no keychain, so passwords last until the app quits.
    '--password-store=basic',
    ...(options.microphone === 'tone'
      ? ['--use-fake-device-for-media-stream', `--use-file-for-fake-audio-capture=${tone}`]
      : []),
    root,
    ...options.arguments
  ]
}

/** Writes a file beside the data of the test and gives its path. */
export function fileIn(folder: string, name: string, content: unknown): string {
  const path = join(folder, name)
  writeFileSync(path, typeof content === 'string' ? content : JSON.stringify(content))
  return path
}

function isUi(page: Page): boolean {
  return page.url().includes('/ui/index.html') && !page.isClosed()
}

function electronPath(): string {
  return createRequire(import.meta.url)('electron') as string
}
