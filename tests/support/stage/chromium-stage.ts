import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { chromium, type Page } from '@playwright/test'
import { serveFolder } from './folder-server'
import type { Scene } from './scene'
import { buildStagePage, buildUi } from './ui-bundle'

export type Scheme = 'light' | 'dark'

export interface Stage {
  /** Opens a scene in a page of its own; the page reports into `faults`. */
  open(scene: Scene, scheme: Scheme, faults: string[]): Promise<Page>
  close(): Promise<void>
}

/** A scene that cannot be acted is a fault, not a reason to wait for long. */
const ACTION_TIMEOUT_MS = 5_000
const DEFAULT_SIZE = { width: 980, height: 680 }

/** The real bundle in a real browser engine, with main played by a FakeWindowApi. */
export async function chromiumStage(executable: string): Promise<Stage> {
  const [folder, stageScript] = await Promise.all([buildUi(), buildStagePage()])
  const server = await serveFolder(folder)
  const browser = await chromium.launch({
    executablePath: existsSync(executable)
      ? executable
      : execFileSync('which', [executable], { encoding: 'utf8' }).trim(),
    args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
    // People see them.
    ignoreDefaultArgs: ['--hide-scrollbars']
  })

  return {
    async open(scene, scheme, faults) {
      const context = await browser.newContext({
        viewport: {
          width: scene.width ?? DEFAULT_SIZE.width,
          height: scene.height ?? DEFAULT_SIZE.height
        },
        colorScheme: scheme,
        forcedColors: scene.forcedColors ? 'active' : 'none'
      })
      const page = await context.newPage()
      page.setDefaultTimeout(ACTION_TIMEOUT_MS)
      page.on('pageerror', (error) => faults.push(`uncaught: ${error.message}`))
      page.on('console', (message) => {
        if (['error', 'warning'].includes(message.type())) faults.push(`console: ${message.text()}`)
      })
      const staged = {
        snapshot: scene.snapshot(Date.now()),
        answers: scene.answers ?? {},
        levels: scene.levels ?? null
      }
      await page.addInitScript({
        content: `window.stagedScene = ${JSON.stringify(staged)};\n${stageScript}`
      })
      await page.goto(`${server.url}/${scene.window ?? 'ui'}/index.html`)
      return page
    },
    async close() {
      await browser.close()
      await server.close()
      await rm(folder, { recursive: true })
    }
  }
}
