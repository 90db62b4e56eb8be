import { once } from 'node:events'
import { mkdirSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { labScenario } from '../lab-scenario'
import { startAsteriskLab } from './asterisk-lab'
import { labCustomers } from './lab-customers'

const usage = `Usage: npx tsx --tsconfig tests/tsconfig.json tests/interop/asterisk/run.ts FOLDER

Runs the Asterisk lab until Ctrl-C, and writes into FOLDER a scenario file for each of its customers.`

/** The lab by itself, to try things on. */
async function run(): Promise<void> {
  const [folder] = process.argv.slice(2)
  if (folder === undefined) {
    console.error(usage)
    process.exitCode = 2
    return
  }
  const lab = await startAsteriskLab()
  console.log(`${lab.version} on ${lab.host}:${lab.port}, UDP and TCP`)
  mkdirSync(folder, { recursive: true })
  for (const customer of labCustomers) {
    const file = resolve(join(folder, `asterisk-${customer.name.toLowerCase()}.json`))
    const content = labScenario(lab, customer, { transport: 'udp', dtmfMethod: 'auto' })
    writeFileSync(file, `${JSON.stringify(content, null, 2)}\n`)
    console.log(`npm run scenario -- --pbx ${file}`)
  }
  await Promise.race([once(process, 'SIGINT'), once(process, 'SIGTERM')])
  await lab.stop()
}

await run()
