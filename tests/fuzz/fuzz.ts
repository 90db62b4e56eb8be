import { parseArgs } from 'node:util'
import { fuzzTargets } from './fuzz-targets'
import { replay, runForMs, type FuzzFailure } from './run-target'

const usage =
  'npm run fuzz -- [--minutes N] [--target TEXT] [--seed N]   all targets, or those with TEXT in their name\n' +
  'npm run fuzz -- --target NAME --seed N --path PATH         one failure again'

const { values } = parseArgs({
  options: {
    minutes: { type: 'string', default: '1' },
    target: { type: 'string', default: '' },
    seed: { type: 'string' },
    path: { type: 'string' },
    help: { type: 'boolean', default: false }
  }
})
const print = (line: string) => process.stdout.write(`${line}\n`)

const chosen = fuzzTargets.filter(({ name }) => name.includes(values.target))
const minutes = Number(values.minutes)
const seed = values.seed === undefined ? Date.now() % 0x7fff_ffff : Number(values.seed)
if (values.help || chosen.length === 0 || !(minutes > 0) || !Number.isInteger(seed)) {
  print(usage)
  process.exitCode = values.help ? 0 : 2
} else if (values.path === undefined) fuzzAll()
else {
  const [target] = chosen
  const failure = target && replay(target, seed, values.path)
  if (failure) tell(target.name, failure)
  else print('it does not fail any more')
}

function fuzzAll(): void {
  print(`seed ${seed}, ${minutes} min for ${chosen.length} targets`)
  for (const target of chosen) {
    const ms = (minutes * 60_000) / chosen.length
    const { runs, runsPerSecond, failure } = runForMs(target, ms, seed)
    const speed = `${runsPerSecond.toFixed(0)} runs/s`.padStart(14)
    print(
      `${failure ? 'FAILED' : 'ok    '} ${target.name.padEnd(24)}${String(runs).padStart(9)} runs${speed}`
    )
    if (failure) tell(target.name, failure)
  }
}

function tell(name: string, { seed: failing, path, counterexample, error }: FuzzFailure): void {
  print(`  ${error}`)
  print(`  smallest input: ${counterexample.slice(0, 4_000)}`)
  print(`  again: npm run fuzz -- --target '${name}' --seed ${failing} --path '${path}'`)
  process.exitCode = 1
}
