import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import { findAgent, type DemoAccount, type DemoAgent } from '../demo-directory'
import type { AgentCall } from '../floor/agent-call'
import { q850Reason } from '../sip/q850-reason'
import type { Answer } from '../sip/sip-response'

export interface SupervisionRules {
  readonly agents: readonly DemoAgent[]
  /** the customer's "Call supervision" */
  readonly callSupervision: boolean
  readonly codes: SupervisionCodes
}

export type Admission =
  | { readonly kind: 'admitted'; readonly mode: SupervisionMode; readonly agent: DemoAgent }
  | { readonly kind: 'refused'; readonly answer: Answer }

/** Decides about a dialled number: is it a mode's prefix and an extension, and may this account supervise it now? */
export function admit(
  rules: SupervisionRules,
  account: DemoAccount,
  dialled: string,
  callOf: (extension: string) => AgentCall | undefined
): Admission {
  const mode = modeDialled(rules.codes, dialled)
  if (!mode) return refusals.unknown
  const agent = findAgent(rules.agents, account, dialled.slice(rules.codes.prefixes[mode].length))
  if (agent === 'unknown') return refusals.unknown
  if (
    agent === 'of-another-customer' ||
    !rules.callSupervision ||
    !account.supervises.includes(agent.huntGroup)
  ) {
    return refusals.notAllowed
  }
  return callOf(agent.extension)?.state === 'confirmed'
    ? { kind: 'admitted', mode, agent }
    : refusals.noCall
}

/** The mode with the longest prefix that the number begins with. */
function modeDialled({ prefixes }: SupervisionCodes, dialled: string): SupervisionMode | undefined {
  return supervisionModes
    .filter((mode) => prefixes[mode] !== '' && dialled.startsWith(prefixes[mode]))
    .sort((one, other) => prefixes[other].length - prefixes[one].length)[0]
}

function refusal(statusCode: number, cause: number, text: string): Admission {
  return { kind: 'refused', answer: { statusCode, headers: [q850Reason(cause, text)] } }
}

const refusals = {
  unknown: refusal(404, 1, 'Unallocated number'),
  notAllowed: refusal(403, 21, 'Call rejected'),
  noCall: refusal(480, 20, 'Subscriber absent')
} as const
