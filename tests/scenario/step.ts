import type { Party } from '@contract/telephony/audibility'
import { absentDbfs, presentDbfs } from '../support/phone/tone-analysis'
import type { ToneLevels } from './parties'
import type { SipResult } from './wire-facts'

/** What the manager was given to hear, measured on the wire, and what the app's own meter showed. */
export interface ManagerHears {
  readonly agentDbfs: number | null
  readonly clientDbfs: number | null
  readonly meterDbfs: number
}

/** One row of the table. Levels are dBFS, -99 is silence; null is what nothing could measure. */
export interface Step {
  readonly step: string
  readonly sent: string | null
  readonly sip: SipResult | null
  readonly expectedToHear: readonly Party[]
  /** who heard the manager, by what was measured */
  readonly heardBy: readonly Party[] | null
  readonly heard: Readonly<Record<Party, ToneLevels>> | null
  readonly managerHears: ManagerHears | null
  /** the manager's voice as it left the app, before the PBX decided who hears it */
  readonly managerSendsDbfs: number | null
  readonly tookMs: number | null
  readonly ok: boolean
  readonly problems: readonly string[]
  readonly screenshot?: string
}

/** What a step found out; the rest is empty. */
export type StepFacts = Partial<Omit<Step, 'step' | 'ok' | 'heardBy' | 'screenshot'>>

export function isPresent(dbfs: number): boolean {
  return dbfs > presentDbfs
}

export function isAbsent(dbfs: number): boolean {
  return dbfs < absentDbfs
}

/** Whoever is not proven to hear nothing of the manager hears the manager. */
export function heardBy(heard: Step['heard']): Step['heardBy'] {
  return heard && (['agent', 'client'] as const).filter((party) => !isAbsent(heard[party].manager))
}

/** What is wrong with who hears whom: the manager as expected, agent and client each other always. */
export function hearingProblems(
  heard: Step['heard'],
  expected: readonly Party[]
): readonly string[] {
  if (!heard) return ['nothing was measured at agent and client']
  return (['agent', 'client'] as const).flatMap((party) => {
    const { manager, [party === 'agent' ? 'client' : 'agent']: other } = heard[party]
    const should = expected.includes(party)
    const asExpected = should ? isPresent(manager) : isAbsent(manager)
    return [
      ...(asExpected ? [] : [`the ${party} ${should ? 'does not hear' : 'hears'} the manager`]),
      ...(isPresent(other) ? [] : [`the ${party} no longer hears the other one`])
    ]
  })
}
