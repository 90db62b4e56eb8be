import { isWebSocket, type Customer } from './customer'
import { codesOf, dialingRuleProblems, isWarning } from './dialing-rule'
import { hotkeyClashes } from './hotkeys'
import { carriesKeys, isEncrypted } from './media-security'

/** Why a customer that fits the schema still cannot be saved: a field and a stable word for the text. */
export interface CustomerProblem {
  readonly field: string
  readonly problem: string
  readonly value: string
}

/** The first thing that keeps a customer from being used, or null. Warnings of a dialing rule do not. */
export function customerProblem(customer: Customer): CustomerProblem | null {
  const { account, dialingRules, huntGroups, hotkeys } = customer
  const { mediaSecurity = 'rtp' } = account
  if (carriesKeys(mediaSecurity) && !isEncrypted(account.transport)) {
    return { field: 'mediaSecurity', problem: 'needs-encryption', value: account.transport }
  }
  if (mediaSecurity === 'dtls' && !isWebSocket(account.transport)) {
    return { field: 'mediaSecurity', problem: 'needs-websocket', value: account.transport }
  }
  if (account.turnServer && account.turnUser === undefined) {
    return { field: 'turnUser', problem: 'required', value: account.turnServer.host }
  }
  const extensions = huntGroups.flatMap(({ members }) => members.map(({ extension }) => extension))

  const rule = repeated(dialingRules.map(({ name }) => name))
  if (rule !== undefined) return { field: 'dialingRules', problem: 'same-name', value: rule }
  for (const each of dialingRules) {
    const problem = dialingRuleProblems(codesOf(each), extensions).find(
      (found) => !isWarning(found)
    )
    if (problem) return { field: problem.field, problem: problem.problem, value: each.name }
  }

  const group = repeated(huntGroups.map(({ name }) => name))
  if (group !== undefined) return { field: 'huntGroups', problem: 'same-name', value: group }
  for (const { members, dialingRule } of huntGroups) {
    const extension = repeated(members.map((member) => member.extension))
    if (extension !== undefined)
      return { field: 'extension', problem: 'repeated', value: extension }
    if (dialingRule !== undefined && !dialingRules.some(({ name }) => name === dialingRule)) {
      return { field: 'dialingRule', problem: 'unknown', value: dialingRule }
    }
  }

  const clash = hotkeyClashes(hotkeys)[0]
  return clash ? { field: 'hotkeys', problem: 'same-key', value: hotkeys[clash.action] } : null
}

function repeated(values: readonly string[]): string | undefined {
  return values.find((value, index) => values.indexOf(value) !== index)
}
