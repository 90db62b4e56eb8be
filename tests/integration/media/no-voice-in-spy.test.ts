import { randomInt } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { numbersFrom } from '../../support/proof/numbers-from'
import { ProofDesk } from '../../support/proof/proof-desk'
import { endInSpy, runSequences } from '../../support/proof/run-sequences'
import { summaryOf } from '../../support/proof/summary'
import { Tally } from '../../support/proof/tally'

/** COACHLINE_PROOF_SECONDS runs longer; COACHLINE_PROOF_SEED repeats what failed. `npm run proof` has no such end. */
const seconds = Number(process.env['COACHLINE_PROOF_SECONDS'] ?? 45)
const seed = Number(process.env['COACHLINE_PROOF_SEED'] ?? randomInt(2 ** 30))
const desks = 6

describe('the microphone in spy', () => {
  it(
    `does not leave in one frame of random sequences (seed ${seed})`,
    async () => {
      const until = performance.now() + seconds * 1_000
      const tally = new Tally()
      await Promise.all(
        Array.from({ length: desks }, (_, desk) =>
          runSequences({ seed: seed + desk, wantsMore: () => performance.now() < until }, tally)
        )
      )
      for (const line of summaryOf(tally)) console.log(line)
      expect(tally.failures).toEqual([])
      expect(tally.sequences).toBeGreaterThan(0)
      // The proof is worth something only when the voice could be heard where it was allowed.
      expect(tally.voicedSequences).toBeGreaterThan(tally.sequences / 4)
    },
    (seconds + 60) * 1_000
  )

  it('would be found by the same proof if the lock of the relay let it pass', async () => {
    const tally = new Tally()
    await runSequences(
      {
        seed,
        wantsMore: () => !tally.failures.some((failure) => failure.startsWith('LEAK')),
        prepare: ({ relay }) => {
          relay.lockIsLifted = true
        }
      },
      tally
    )
    expect(tally.failures[0]).toMatch(/^LEAK: payload type \d+, -6\.\d+ dBFS, said silent/)
  })

  it('does not leave when the relay stalls while the PBX has confirmed spy already', async () => {
    const tally = new Tally()
    const desk = await ProofDesk.open(numbersFrom(seed), tally)
    try {
      desk.customer = { mediaSecurity: 'rtp', dtmfMethod: 'info', switchMethod: 'dtmf' }
      await desk.supervisor.join('744', 'spy')
      await endInSpy(desk, numbersFrom(seed))
      await desk.supervisor.changeMode('whisper')
      await desk.until(() => desk.voiced > 0)
      desk.relay.stall()
      const { spoken } = desk
      const spying = desk.supervisor.changeMode('spy')
      await desk.pbx.peer.nextRequest('INFO')
      await desk.until(() => desk.spoken > spoken + 3)
      desk.relay.goOn()
      await spying
      await endInSpy(desk, numbersFrom(seed))
    } finally {
      await desk.close()
    }
    expect(tally.failures).toEqual([])
    expect(tally.lastFrames).toBeGreaterThan(0)
  })
})
