import { fork } from 'node:child_process'
import { randomInt } from 'node:crypto'
import { once } from 'node:events'
import { availableParallelism } from 'node:os'
import { resolve } from 'node:path'
import { parseArgs } from 'node:util'
import { summaryOf, type TallyFacts } from '../support/proof/summary'
import { Tally } from '../support/proof/tally'

const usage =
  'npm run proof -- [--sequences N] [--seed N] [--processes N] [--desks N]\n' +
  '  random sequences that begin and end in spy; every frame that the PBX gets is judged (docs/MEDIA.md)'

const { values } = parseArgs({
  options: {
    sequences: { type: 'string', default: '1000' },
    seed: { type: 'string', default: String(randomInt(2 ** 30)) },
    processes: { type: 'string', default: String(availableParallelism()) },
    desks: { type: 'string', default: '8' },
    help: { type: 'boolean', default: false }
  }
})
const print = (line: string) => process.stdout.write(`${line}\n`)
const progressMs = 30_000
/** Between the seeds of two processes there is room for those of their desks. */
const seedsOfProcess = 1_000

const sequences = Number(values.sequences)
const seed = Number(values.seed)
const processes = Number(values.processes)
const desks = Number(values.desks)
if (values.help || ![sequences, processes, desks].every((value) => value > 0)) {
  print(usage)
  process.exitCode = values.help ? 0 : 2
} else await prove()

async function prove(): Promise<void> {
  print(`seed ${seed}: ${sequences} sequences, ${processes} processes with ${desks} desks each`)
  const begunAt = performance.now()
  const tallies: TallyFacts[] = []
  const together = () => {
    const sum = new Tally()
    for (const tally of tallies) sum.add(tally)
    return sum
  }
  const minutes = () => (performance.now() - begunAt) / 60_000
  const told = new Set<string>()
  const tell = (failures: readonly string[]) => {
    for (const failure of failures) {
      if (!told.has(failure)) print(`  ${failure}`)
      told.add(failure)
    }
  }
  const progress = setInterval(() => {
    const sum = together()
    const steps = Object.values(sum.steps).reduce((all, each) => all + each, 0)
    print(
      `${minutes().toFixed(1)} min: ${sum.sequences} sequences, ${steps} steps, ${sum.failures.length} failures`
    )
    tell(sum.failures)
  }, progressMs)

  const codes = await Promise.all(
    Array.from({ length: processes }, async (_, index) => {
      const program = resolve(import.meta.dirname, '../support/proof/desks-main.ts')
      const share = Math.ceil(sequences / processes)
      const child = fork(program, [share, desks, seed + index * seedsOfProcess].map(String), {
        execArgv: ['--import', 'tsx']
      })
      child.on('message', (tally) => {
        tallies[index] = tally as TallyFacts
      })
      const [code] = (await once(child, 'exit')) as [number | null]
      return code
    })
  )
  clearInterval(progress)

  const sum = together()
  tell(sum.failures)
  for (const line of summaryOf(sum)) print(line)
  print(`seed ${seed}, ${minutes().toFixed(1)} min`)
  const isProven = codes.every((code) => code === 0) && sum.failures.length === 0
  if (!isProven)
    print(`NOT PROVEN: ${sum.failures.length} failures, processes ended with ${codes.join(', ')}`)
  process.exitCode = isProven ? 0 : 1
}
