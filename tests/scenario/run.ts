import { parseArgs } from 'node:util'
import { playScenario } from './play'
import { reportText, tableHead, tableRow } from './report'
import { BadScenarioFile, readScenarioFile } from './scenario-file'
import { demoStage, pbxStage } from './stage'

const usage = `Usage: npm run scenario -- [--pbx FILE.json] [--json] [--shots FOLDER]

Plays: the manager spies on a call, whispers, barges in, spies again and hangs up. Who heard whom is measured.
  --pbx FILE.json  on the PBX that the file describes (docs/SCENARIO.md); on the demo PBX where it is left out
  --json           print one JSON document and nothing else
  --shots FOLDER   write a picture of the window after each step`

async function run(): Promise<number> {
  const { values } = parseArgs({
    options: {
      pbx: { type: 'string' },
      json: { type: 'boolean', default: false },
      shots: { type: 'string' },
      help: { type: 'boolean', default: false }
    }
  })
  if (values.help) {
    console.log(usage)
    return 0
  }
  const print = (text: string) => {
    if (!values.json) console.log(text)
  }
  const file = values.pbx === undefined ? undefined : readScenarioFile(values.pbx)
  const stage = file ? await pbxStage(file) : await demoStage()
  print(`${stage.manager} supervises ${stage.extension} on: ${stage.pbx}\n\n${tableHead()}`)
  const report = await playScenario(stage, (step) => print(tableRow(step)), values.shots)
  if (values.json) console.log(reportText(report))
  const failed = report.steps.filter(({ ok }) => !ok).length
  print(
    `\n${report.passed ? 'Everything was as it should be.' : `${failed} of ${report.steps.length} steps were not as they should be.`}`
  )
  return report.passed ? 0 : 1
}

run().then(
  (code) => {
    process.exitCode = code
  },
  (error: unknown) => {
    const isMistake = error instanceof BadScenarioFile || error instanceof TypeError
    const problem = isMistake ? error.message : String(error)
    console.error(`scenario: ${problem}`)
    if (process.argv.includes('--json')) console.log(JSON.stringify({ passed: false, problem }))
    process.exitCode = 2
  }
)
