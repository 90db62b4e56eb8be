import { test as base, type Page } from '@playwright/test'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { DemoPbxProcess } from '../support/app/demo-pbx-process'
import { fileIn, leaveToneAsItIs, RunningApp, type LaunchOptions } from '../support/app/running-app'
import type { ProvisionFile } from '@contract/settings/customer'

interface Fixtures {
  /** a user-data folder of this test alone */
  readonly folder: string
  launch(options?: Partial<LaunchOptions>): Promise<RunningApp>
  /** a demo PBX of its own, with tones, where calls come and go only when the test says so */
  startPbx(port?: number): Promise<DemoPbxProcess>
  /** the app, started with Adam's account on a demo PBX of its own */
  signIn(options?: SignInOptions): Promise<SignedIn>
}

interface SignInOptions extends Partial<LaunchOptions> {
  change?(file: ProvisionFile): void
}

interface SignedIn {
  readonly pbx: DemoPbxProcess
  readonly app: RunningApp
  readonly ui: Page
}

/** Tests that drive the real app in real windows; whatever they start ends with them. */
export const test = base.extend<Fixtures>({
  folder: async ({}, use) => {
    const folder = mkdtempSync(join(tmpdir(), 'coachline-e2e-'))
    await use(folder)
    rmSync(folder, { recursive: true, force: true })
  },
  launch: async ({ folder }, use) => {
    const apps: RunningApp[] = []
    await use(async (options = {}) => {
      const app = await RunningApp.launch({ folder, ...options })
      apps.push(app)
      return app
    })
    for (const app of apps) await app.close()
  },

  startPbx: async ({}, use) => {
    const running: DemoPbxProcess[] = []
    await use(async (port) => {
      const pbx = await DemoPbxProcess.start(port)
      running.push(pbx)
      return pbx
    })
    for (const pbx of running) await pbx.stop()
  },

  signIn: async ({ folder, launch, startPbx }, use) => {
    await use(async ({ change, ...options } = {}) => {
      const pbx = await startPbx()
      const provision = pbx.provisionFile()
      change?.(provision)
      const file = fileIn(folder, 'acme.json', provision)
      const app = await launch({ arguments: ['--provision', file], ...options })
      const ui = await app.window()
      await leaveToneAsItIs(ui)
      return { pbx, app, ui }
    })
  }
})

export { expect } from '@playwright/test'
