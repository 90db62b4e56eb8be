import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromiumStage } from './chromium-stage'
import { behaviourScenes } from './scenes-behaviour'
import { bellScenes } from './scenes-bells'
import { customerScenes } from './scenes-customers'
import { diagnosticsScenes } from './scenes-diagnostics'
import { listScenes } from './scenes-list'
import { historyScenes } from './scenes-history'
import { hudScenes } from './scenes-hud'
import { narrowScenes } from './scenes-narrow'
import { phoneScenes } from './scenes-phone'
import { phoneCodeScenes } from './scenes-phone-codes'
import { settingsScenes } from './scenes-settings'
import { supervisionScenes } from './scenes-supervision'
import { systemSettingScenes } from './scenes-system-setting'
import { turnScenes } from './scenes-turn'
import { takePicture } from './take-picture'

const usage = 'usage: run.ts --out FOLDER [--scene TEXT] [--scheme light|dark] [--chromium FILE]'

const { values } = parseArgs({
  options: {
    out: { type: 'string' },
    scene: { type: 'string', default: '' },
    scheme: { type: 'string' },
    chromium: { type: 'string', default: 'chromium' }
  }
})
if (values.out === undefined) throw new Error(usage)
const folder = resolve(values.out)
await mkdir(folder, { recursive: true })

const scenes = [
  ...listScenes,
  ...bellScenes,
  ...customerScenes,
  ...historyScenes,
  ...phoneScenes,
  ...phoneCodeScenes,
  ...supervisionScenes,
  ...hudScenes,
  ...settingsScenes,
  ...diagnosticsScenes,
  ...systemSettingScenes,
  ...turnScenes,
  ...narrowScenes,
  ...behaviourScenes
].filter(({ name }) => name.includes(values.scene))
const schemes = (['light', 'dark'] as const).filter(
  (scheme) => values.scheme === undefined || values.scheme === scheme
)

const stage = await chromiumStage(values.chromium)
let pictures = 0
let faults = 0
try {
  for (const scene of scenes) {
    // What is asked of main does not depend on the colours.
    for (const scheme of scene.asked ? schemes.slice(0, 1) : schemes) {
      const found = await takePicture(stage, scene, scheme, folder)
      pictures += 1
      faults += found.length
      process.stdout.write(`${scene.name} ${scheme}\n${found.map((f) => `  ${f}\n`).join('')}`)
    }
  }
} finally {
  await stage.close()
}
process.stdout.write(`${String(pictures)} pictures, ${String(faults)} faults\n`)
process.exitCode = faults === 0 ? 0 : 1
