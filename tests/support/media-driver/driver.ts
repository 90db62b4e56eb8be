import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { portClient, type PortClient } from '@contract/ipc/port-call'
import { startDisplay } from './display'
import type { DriverEvent, DriverRequests } from './driver-protocol'

/** The npm package exports the path of its binary. */
const electronBinary = createRequire(import.meta.url)('electron') as string

/** Shorter than a test may take, so that a test that hangs can say where. */
const longestAnswerMs = 25_000
const longestDiagnosisMs = 3_000

/** What comes first: the promise, or after so long the other thing. */
async function orElse<Value, Other>(
  ms: number,
  promise: Promise<Value>,
  other: () => Promise<Other>
): Promise<Value | Other> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Other>((resolve, reject) => {
    timer = setTimeout(() => void other().then(resolve, reject), ms)
  })
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}

/** A running driver application. */
export class Driver {
  private readonly client: PortClient<DriverRequests>
  private readonly listeners = new Set<(event: DriverEvent) => void>()
  private readonly cleanUps: (() => Promise<void>)[] = []
  readonly events: DriverEvent[] = []

  private constructor(
    private readonly child: ChildProcess,
    cleanUp: () => Promise<void>
  ) {
    this.whenStopped(cleanUp)
    this.client = portClient<DriverRequests, DriverEvent>(
      { postMessage: (message) => child.send(message as object) },
      (event) => {
        if (event.type !== 'levels') this.events.push(event)
        for (const listener of [...this.listeners]) listener(event)
      }
    )
    child.on('message', (message) => this.client.receive(message))
    child.once('exit', (code) => this.client.close(`the driver exited with ${String(code)}`))
  }

  /**
   * @param captureWav - what the microphone of this machine hears, over and over; null: it has none
   * @param switches - of Chromium, beside those that every test needs
   */
  static async launch(
    folder: string,
    captureWav: string | null,
    switches: readonly string[] = []
  ): Promise<Driver> {
    const display = await startDisplay()
    const userData = await mkdtemp(join(tmpdir(), 'coachline-media-user-'))
    const child = spawn(
      electronBinary,
      [
        join(folder, 'driver.cjs'),
        `--user-data-dir=${userData}`,
        '--no-sandbox',
        '--disable-gpu',
        ...switches,
        ...(captureWav
          ? [
              '--use-fake-device-for-media-stream',
              `--use-file-for-fake-audio-capture=${captureWav}`
            ]
          : [])
      ],
      {
        env: { ...process.env, ...display.env },
        stdio: [
          'ignore',
          'inherit',
          process.env['COACHLINE_TEST_STDERR'] ? 'inherit' : 'ignore',
          'ipc'
        ]
      }
    )
    const driver = new Driver(child, async () => {
      display.stop()
      await rm(userData, { recursive: true, force: true })
    })
    try {
      await driver.ask('start')
    } catch (error) {
      await driver.stop()
      throw error
    }
    return driver
  }

  ask<Name extends keyof DriverRequests>(
    name: Name,
    ...[input]: null extends DriverRequests[Name]['input'] ? [] : [DriverRequests[Name]['input']]
  ): Promise<DriverRequests[Name]['output']> {
    const answer = this.client.request(name, input ?? null)
    return orElse(longestAnswerMs, answer, async () => {
      throw new Error(`no answer to ${name}: ${await this.diagnosis()}`)
    })
  }

  /** Makes the engine's page anew. Listens first: what follows an answer may arrive together with it. */
  async renewEngine(how: 'reloadEngine' | 'crashEngine'): Promise<void> {
    const started = this.next(
      (event) => event.type === 'log' && event.message === 'audio engine started'
    )
    await this.ask(how)
    await started
  }

  /** Who still answers, and what was last logged. */
  private async diagnosis(): Promise<string> {
    const asked = async (what: string, answer: Promise<unknown>) =>
      orElse(longestDiagnosisMs, answer, async () => null).then(
        (value) => `${what} ${value === null ? 'is silent' : 'answers'}`,
        (error: unknown) => `${what} fails: ${String(error)}`
      )
    const parts = await Promise.all([
      asked('main', this.client.request('soundView', null)),
      asked('the page', this.client.request('inPage', { script: '1' }))
    ])
    return [...parts, JSON.stringify(this.events.slice(-10))].join('; ')
  }

  /** Resolves with the first event, from now on, that satisfies. */
  next<Found extends DriverEvent>(satisfies: (event: DriverEvent) => event is Found): Promise<Found>
  next(satisfies: (event: DriverEvent) => boolean): Promise<DriverEvent>
  next(satisfies: (event: DriverEvent) => boolean): Promise<DriverEvent> {
    return new Promise((resolve) => {
      const listener = (event: DriverEvent) => {
        if (!satisfies(event)) return
        this.listeners.delete(listener)
        resolve(event)
      }
      this.listeners.add(listener)
    })
  }

  async stop(): Promise<void> {
    const exited = new Promise((resolve) => this.child.once('exit', resolve))
    if (this.child.exitCode === null && this.child.signalCode === null) {
      this.ask('stop').catch(() => {})
      await exited
    }
    for (const cleanUp of this.cleanUps) await cleanUp()
  }

  /** What has to be put away after it. */
  whenStopped(cleanUp: () => Promise<void>): void {
    this.cleanUps.push(cleanUp)
  }
}
