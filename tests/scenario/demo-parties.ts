import type { DemoPbxEvent } from '@contract/ipc/training'
import type { Party } from '@contract/telephony/audibility'
import { DemoPbxProcess } from '../support/app/demo-pbx-process'
import { epochMs, within } from '../support/phone/clock'
import { absentDbfs, presentDbfs } from '../support/phone/tone-analysis'
import {
  listenMs,
  settleWithinMs,
  type CallToAgent,
  type Listened,
  type Parties,
  type ToneLevels
} from './parties'

type Hears = Extract<DemoPbxEvent, { type: 'hears' }>
interface Report {
  readonly at: number
  readonly heard: Readonly<Record<Party, ToneLevels>>
}

/** the demo PBX reports five times a second */
const reports = Math.ceil(listenMs / 200)

/** Agent and client are those of the demo PBX, which measures what it mixes for each of them. */
export class DemoParties implements Parties {
  private readonly heard: Report[] = []

  private constructor(
    readonly pbx: DemoPbxProcess,
    private readonly extension: string
  ) {
    // Never found, so it is shown every event.
    void pbx.next((event) => {
      if (event.type === 'hears' && event.extension === extension) this.heard.push(report(event))
      return undefined
    })
  }

  static async start(extension: string): Promise<DemoParties> {
    const pbx = await within(settleWithinMs, 'the start of the demo PBX', DemoPbxProcess.start())
    const parties = new DemoParties(pbx, extension)
    // Its first agent is on a call from the start; the story begins before that.
    await parties.callBecomes('terminated', 'end-call')
    return parties
  }

  async connect(): Promise<CallToAgent> {
    await this.callBecomes('confirmed', 'call-agent')
    return { dialled: this.extension, statusCode: 200 }
  }

  async listen(audible: readonly Party[], fromMs: number): Promise<Listened> {
    const matches = ({ heard }: Report) =>
      (['agent', 'client'] as const).every((party) =>
        audible.includes(party)
          ? heard[party].manager > presentDbfs
          : heard[party].manager < absentDbfs
      )
    const after = () => this.heard.filter(({ at }) => at >= fromMs)
    // It reports only while somebody supervises.
    await this.until(1_000, () => after().length > 0)
    if (after().length === 0) return { heard: null, since: null }
    await this.until(settleWithinMs, () => {
      const first = after().findIndex(matches)
      return first >= 0 && after().length > first + reports
    })
    const all = after()
    const first = all.findIndex(matches)
    // The first report as expected may still have a little of before in it.
    const steady = first < 0 ? all.slice(-reports) : all.slice(first + 1, first + 1 + reports)
    return { heard: worst(steady, audible), since: all[first]?.at ?? null }
  }

  async close(): Promise<void> {
    await this.pbx.stop()
  }

  /** Waits for the demo PBX to report something that `test` accepts, or for the time to be over. */
  private async until(milliseconds: number, test: () => boolean): Promise<void> {
    if (test()) return
    const accepted = this.pbx.next((event) => (event.type === 'hears' && test() ? true : undefined))
    await within(milliseconds, 'the report', accepted).catch(() => {})
  }

  private async callBecomes(
    state: 'confirmed' | 'terminated',
    order: 'call-agent' | 'end-call'
  ): Promise<void> {
    const { extension } = this
    const became = this.pbx.next((event) =>
      event.type === 'call' && event.extension === extension && event.state === state
        ? true
        : undefined
    )
    this.pbx.order({ type: order, extension })
    await within(settleWithinMs, `the call of ${extension} (${state})`, became)
  }
}

function report({ parties }: Hears): Report {
  const of = (party: Party): ToneLevels => {
    const tones = parties.find((each) => each.party === party)?.tonesDbfs
    return {
      agent: tones?.[700] ?? -99,
      client: tones?.[440] ?? -99,
      manager: tones?.[1000] ?? -99
    }
  }
  return { at: epochMs(), heard: { agent: of('agent'), client: of('client') } }
}

/** Of several reports the level that speaks most against what is expected. */
function worst(all: readonly Report[], audible: readonly Party[]): Listened['heard'] {
  if (all.length === 0) return null
  const of = (party: Party): ToneLevels => {
    const levels = (who: keyof ToneLevels) => all.map(({ heard }) => heard[party][who])
    const manager = levels('manager')
    return {
      agent: Math.min(...levels('agent')),
      client: Math.min(...levels('client')),
      manager: audible.includes(party) ? Math.min(...manager) : Math.max(...manager)
    }
  }
  return { agent: of('agent'), client: of('client') }
}
