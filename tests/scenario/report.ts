import type { Party } from '@contract/telephony/audibility'
import type { SipTransportName } from '@contract/settings/customer'
import type { Step } from './step'

/** One run of the scenario, as `--json` prints it. */
export interface ScenarioReport {
  readonly pbx: string
  readonly manager: string
  readonly extension: string
  readonly transport: SipTransportName
  readonly passed: boolean
  readonly steps: readonly Step[]
}

/** The document that `--json` prints. Levels and times to a tenth. */
export function reportText(report: ScenarioReport): string {
  const rounded = (_key: string, value: unknown) =>
    typeof value === 'number' ? Math.round(value * 10) / 10 : value
  return JSON.stringify(report, rounded, 2)
}

const columns = [
  ['Step', 26],
  ['Dialled or sent', 22],
  ['SIP', 5],
  ['Manager heard by: agent', 25],
  ['client', 14],
  ['Manager hears', 24],
  ['Took', 8]
] as const

export function tableHead(): string {
  const line = columns.map(([title, width]) => title.padEnd(width)).join(' ')
  return `${line}\n${'-'.repeat(line.length)}`
}

export function tableRow(step: Step): string {
  const cells = [
    `${step.ok ? 'ok  ' : 'FAIL'} ${step.step}`,
    step.sent ?? '',
    step.sip ? String(step.sip.statusCode) : step.sent === null ? '' : '-',
    hearing(step, 'agent'),
    hearing(step, 'client'),
    managerHears(step),
    step.tookMs === null ? '' : `${Math.round(step.tookMs)} ms`
  ]
  const line = cells.map((cell, index) => cell.padEnd(columns[index]?.[1] ?? 0)).join(' ')
  return [line.trimEnd(), ...step.problems.map((problem) => `     ${problem}`)].join('\n')
}

/** A step in one line, without its name: for lists that have names of their own. */
export function stepSummary(step: Step): string {
  const { sent, sip, heard, tookMs, problems } = step
  const facts = [
    sent,
    sip && String(sip.statusCode),
    heard && `manager at agent ${hearing(step, 'agent')}, at client ${hearing(step, 'client')}`,
    tookMs === null ? null : `${Math.round(tookMs)} ms`,
    ...problems
  ]
  return facts.filter((fact) => fact !== null).join('; ')
}

function hearing({ heard, heardBy }: Step, party: Party): string {
  if (!heard) return ''
  return `${heardBy?.includes(party) ? 'yes' : 'no'} (${dB(heard[party].manager)})`
}

function managerHears({ managerHears: hears }: Step): string {
  if (!hears) return ''
  const { agentDbfs, clientDbfs, meterDbfs } = hears
  return agentDbfs === null || clientDbfs === null
    ? `meter ${dB(meterDbfs)}`
    : `agent ${dB(agentDbfs)}, client ${dB(clientDbfs)}`
}

function dB(level: number): string {
  return `${Math.round(level)} dB`
}
