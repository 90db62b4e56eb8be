import { mkdir } from 'node:fs/promises'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { chromiumStage } from './chromium-stage'
import { listScenes } from './scenes-list'
import { settingsScenes } from './scenes-settings'
import { supervisionScenes } from './scenes-supervision'
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

const scenes = [...listScenes, ...supervisionScenes, ...settingsScenes].filter(({ name }) =>
  name.includes(values.scene)
)
const schemes = (['light', 'dark'] as const).filter(
  (scheme) => values.scheme === undefined || values.scheme === scheme
)

const stage = await chromiumStage(values.chromium)
let faults = 0
try {
  for (const scene of scenes) {
    for (const scheme of schemes) {
      const found = await takePicture(stage, scene, scheme, folder)
      faults += found.length
      process.stdout.write(`${scene.name} ${scheme}\n${found.map((f) => `  ${f}\n`).join('')}`)
    }
  }
} finally {
  await stage.close()
}
process.stdout.write(
  `${String(scenes.length * schemes.length)} pictures, ${String(faults)} faults\n`
)
process.exitCode = faults === 0 ? 0 : 1
