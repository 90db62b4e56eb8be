import { resolve } from 'node:path'
import type { Scheme, Stage } from './chromium-stage'
import type { Scene } from './scene'

/** Long enough for what fades in (tooltips, dialogs, the skeleton) to be there. */
const SETTLED_MS = 600

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
  faults.push(...(await page.evaluate(() => window.layoutFaults())))
  await page.screenshot({ path: resolve(folder, `${scene.name}.${scheme}.png`) })
  await page.context().close()
  return faults
}
