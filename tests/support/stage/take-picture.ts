import { isDeepStrictEqual } from 'node:util'
import { resolve } from 'node:path'
import type { Page } from '@playwright/test'
import type { CommandName } from '@contract/ipc/command-names'
import type { Scheme, Stage } from './chromium-stage'
import type { Scene } from './scene'
// The names that the page's script puts on `window`.
import type {} from './stage-page'

/** Long enough for what fades in (tooltips, dialogs, the skeleton) to be there. */
const SETTLED_MS = 600

/** What the window asks for without anybody doing anything. */
const readByItself = new Set<CommandName>(['snapshot.get', 'diagnostics.readTrace', 'hud.drawn'])

/** @returns what is wrong with the scene beside its looks: errors, refusals of the security policy, broken layout */
export async function takePicture(
  stage: Stage,
  scene: Scene,
  scheme: Scheme,
  folder: string
): Promise<readonly string[]> {
  const faults: string[] = []
  const page = await stage.open(scene, scheme, faults)
  try {
    await page.locator('#root > *').first().waitFor()
    await scene.act?.(page)
  } catch (error) {
    faults.push(`could not be acted: ${error instanceof Error ? error.message : String(error)}`)
  }
  await page.waitForTimeout(SETTLED_MS)
  if (scene.asked) faults.push(...(await wrongQuestions(page, scene.asked)))
  faults.push(...(await page.evaluate(() => window.faults())))
  await page.screenshot({ path: resolve(folder, `${scene.name}.${scheme}.png`) })
  await page.context().close()
  return faults
}

async function wrongQuestions(
  page: Page,
  expected: NonNullable<Scene['asked']>
): Promise<readonly string[]> {
  const asked = (await page.evaluate(() => window.stage.asked)).filter(
    ({ name }) => !readByItself.has(name)
  )
  const right =
    asked.length === expected.length &&
    expected.every(
      ({ name, input }, index) =>
        asked[index]?.name === name && (!input || matches(asked[index].input, input))
    )
  return right
    ? []
    : [`main was asked ${JSON.stringify(asked)} and not ${JSON.stringify(expected)}`]
}

/** Whether a value has everything that is named, at any depth; lists are compared as they are. */
function matches(value: unknown, named: unknown): boolean {
  if (typeof named !== 'object' || named === null || Array.isArray(named))
    return isDeepStrictEqual(value, named)
  if (typeof value !== 'object' || value === null) return false
  return Object.entries(named).every(([key, part]) =>
    matches((value as Record<string, unknown>)[key], part)
  )
}
