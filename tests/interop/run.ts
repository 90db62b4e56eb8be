import { CheckList } from './check-list'
import { LabUnavailable } from './chroot/debian-chroot'
import { parts, type Part } from './parts'

const usage = `Usage: npm run test:interop [-- PART...]

The real app and its SIP stack on other people's PBXs, proxies and phones, on networks that fail.
Parts: ${parts.map(({ name }) => name).join(' ')}`

async function run(wanted: readonly string[]): Promise<number> {
  const unknown = wanted.filter((name) => !parts.some((part) => part.name === name))
  if (unknown.length > 0) {
    console.error(`${usage}\n\nno such part: ${unknown.join(' ')}`)
    return 2
  }
  const checks = new CheckList()
  // Whoever is interrupted takes what it started along: each PBX ends with this process.
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => process.exit(signal === 'SIGINT' ? 130 : 143))
  }
  const chosen = parts.filter(({ name }) => wanted.length === 0 || wanted.includes(name))
  for (const part of chosen) await runPart(part, checks)
  const { passed, failed, missing } = checks
  for (const why of missing) console.log(`NOT RUN ${why}`)
  // A machine of CI is one that can hold everything.
  const isFailure = failed > 0 || (missing.length > 0 && process.env['CI'] !== undefined)
  const notRun = missing.length === 0 ? '' : `, ${missing.length} parts not run`
  console.log(`${passed} passed, ${failed} failed${notRun}`)
  return isFailure || passed === 0 ? 1 : 0
}

async function runPart({ name, run: runIt }: Part, checks: CheckList): Promise<void> {
  const startedAt = performance.now()
  try {
    await runIt(checks)
  } catch (error) {
    if (error instanceof LabUnavailable) checks.missing.push(`${name}: ${error.message}`)
    else checks.check(name, false, error instanceof Error ? error.message : String(error))
  }
  console.log(`--   ${name}: ${Math.round((performance.now() - startedAt) / 1_000)} s`)
}

process.exitCode = await run(process.argv.slice(2))
