import type { CustomerView, MonitoredExtension } from '@contract/ipc/snapshot'
import { codesOf, joinNumber } from '@contract/settings/dialing-rule'
import { dialableNumber } from '@contract/telephony/phone-number'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'

/** A number that is a supervision in the customer's codes, and no call: `*90744`. */
export interface DialledJoin {
  readonly mode: SupervisionMode
  readonly row: MonitoredExtension
}

/** A supervision of somebody who is not on the list: nothing can be said about such a call. */
export interface UnlistedJoin {
  readonly mode: SupervisionMode
  readonly prefix: string
  readonly extension: string
}

type Codes = Pick<CustomerView, 'dialingRules' | 'huntGroups'> | undefined

/**
 * What a number means that is dialled as on a desk phone. As an ordinary call it would open the microphone, and nobody
 * could say who hears the manager. Of an extension in several hunt groups the codes of each are understood.
 */
export function dialledJoin(
  text: string,
  customer: Codes,
  extensions: readonly MonitoredExtension[]
): DialledJoin | null {
  const number = dialableNumber(text)
  if (number === null || !customer) return null
  const [first, ...others] = customer.dialingRules
  for (const { members, dialingRule } of customer.huntGroups) {
    const rule = others.find(({ name }) => name === dialingRule) ?? first
    if (!rule) continue
    const codes = codesOf(rule)
    for (const { extension } of members) {
      if (!number.endsWith(extension)) continue
      const mode = supervisionModes.find((each) => joinNumber(codes, each, extension) === number)
      const row = mode && extensions.find((each) => each.extension === extension)
      if (mode && row) return { mode, row }
    }
  }
  return null
}

/** Only behind a prefix that no ordinary number begins with. */
export function unlistedJoin(text: string, customer: Codes): UnlistedJoin | null {
  const number = dialableNumber(text)
  if (number === null || !customer) return null
  for (const rule of customer.dialingRules) {
    const { prefixes } = codesOf(rule)
    for (const mode of supervisionModes) {
      const prefix = prefixes[mode]
      const extension = number.slice(prefix.length)
      if (/^[*#]./.test(prefix) && number.startsWith(prefix) && extension !== '')
        return { mode, prefix, extension }
    }
  }
  return null
}
