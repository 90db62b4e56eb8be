import { availableParallelism, loadavg } from 'node:os'
import { parseArgs } from 'node:util'
import { LabUnavailable } from '../interop/chroot/debian-chroot'
import { measureDelay } from './delay/measure-delay'
import { figureLine, type Figure } from './figure'
import { measureApp } from './measure-app'
import { measureMonitoring } from './monitoring/measure-monitoring'
import { measureRecovery } from './recovery'
import { measureRegistration } from './registration'
import { measureRelay } from './relay/measure-relay'
import { measureSound } from './sound'

type Measure = (samples: number) => Promise<readonly Figure[]>

/** One after another: two at once would measure each other. */
const subjects: Readonly<Record<string, Measure>> = {
  app: measureApp,
  relay: measureRelay,
  monitoring: measureMonitoring,
  registration: measureRegistration,
  recovery: measureRecovery,
  sound: measureSound,
  delay: measureDelay
}

const usage = `Usage: npm run bench [-- --json] [--samples N] [--only SUBJECT]

Measures the real application on the demo PBX, and its SIP stack on Kamailio and Asterisk. Nothing else should keep the machine busy meanwhile.
  --json          print the figures as one JSON array and nothing else
  --samples N     joins and switches to measure (default 100)
  --only SUBJECT  one of ${Object.keys(subjects).join(', ')}; may be given more than once`

async function run(): Promise<void> {
  const { values } = parseArgs({
    options: {
      json: { type: 'boolean', default: false },
      samples: { type: 'string', default: '100' },
      only: { type: 'string', multiple: true, default: Object.keys(subjects) },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) {
    console.log(usage)
    return
  }
  const samples = Number(values.samples)
  if (!Number.isInteger(samples) || samples < 2) throw new TypeError(usage)
  const chosen = values.only.map((name) => subjects[name])
  warnWhenBusy()
  const figures: Figure[] = []
  for (const measure of chosen) {
    if (!measure) throw new TypeError(usage)
    figures.push(...(await measured(measure, samples)))
  }
  console.log(values.json ? JSON.stringify(figures, null, 2) : figures.map(figureLine).join('\n'))
}

/** What this machine cannot hold is named, and the rest is measured all the same. */
async function measured(measure: Measure, samples: number): Promise<readonly Figure[]> {
  try {
    return await measure(samples)
  } catch (error) {
    if (!(error instanceof LabUnavailable)) throw error
    console.error(`! Not measured: ${error.message}`)
    return []
  }
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
