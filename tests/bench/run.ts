import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { Adam } from '../scenario/adam'
import { demoStage } from '../scenario/stage'
import { engineEar } from './engine-ear'
import { figureLine, type Figure } from './figure'
import { measureJoins } from './joins'
import { keyPresses } from './key-presses'
import { watchClicks } from './page-clock'
import { measureSwitches, type Asking } from './switches'

const usage = `Usage: npm run bench [-- --json] [--samples N]

Measures the real application on the demo PBX. Nothing else should keep the machine busy meanwhile.
  --json       print the figures as one JSON array and nothing else
  --samples N  joins and switches to measure (default 100)`

async function measure(samples: number): Promise<readonly Figure[]> {
  const stage = await demoStage()
  try {
    await stage.parties.connect()
    const app = await stage.launch()
    const keys = keyPresses()
    try {
      await app.until('registered', 20_000, ({ registration }) =>
        registration.kind === 'registered' ? true : undefined
      )
      const manager = new Adam(app, stage.extension)
      const ear = await engineEar(app.electron)
      const lastClickAt = await watchClicks(app.page)
      const clicks: Asking = {
        name: 'click',
        ask: (mode) => manager.click(mode),
        askedAt: lastClickAt
      }
      return [
        ...(await measureSwitches(stage, manager, keys, samples)),
        ...(await measureSwitches(stage, manager, clicks, samples)),
        ...(await measureJoins(stage, manager, ear, lastClickAt, samples))
      ]
    } finally {
      keys.close()
      await app.close()
    }
  } finally {
    await stage.close()
  }
}

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      samples: { type: 'string', default: '100' },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 2) throw new TypeError(usage)
  warnWhenBusy()
  const figures = await measure(samples)
  console.log(values.json ? JSON.stringify(figures, null, 2) : figures.map(figureLine).join('\n'))
}

function warnWhenBusy(): void {
  const [load = 0] = loadavg()
  const cores = availableParallelism()
  if (load < cores / 2) return
  console.error(
    `! Load ${load.toFixed(1)} on ${cores} cores: these are the figures of a busy machine.`
  )
}

run().catch((error: unknown) => {
  console.error(`bench: ${error instanceof TypeError ? error.message : String(error)}`)
  process.exitCode = 2
})
