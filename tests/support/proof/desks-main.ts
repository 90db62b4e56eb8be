import { runSequences } from './run-sequences'
import { Tally } from './tally'

// One of the processes among which a proof is divided: some desks side by side, each with an app and a PBX of its own.
const [sequences = 0, desks = 1, seed = 0] = process.argv.slice(2).map(Number)

const reportMs = 2_000
const tally = new Tally()
const report = () => process.send?.(tally)
const reporting = setInterval(report, reportMs)

await Promise.all(
  Array.from({ length: desks }, (_, desk) =>
    runSequences({ seed: seed + desk, wantsMore: () => tally.sequences < sequences }, tally)
  )
)
clearInterval(reporting)
// Whatever a crash left behind in this process must not keep it.
process.send?.(tally, () => process.exit(0))
