import { dialableNumber } from '../telephony/phone-number'
import { supervisionModes, type SupervisionMode } from '../telephony/supervision-mode'
import type { Customer } from './customer'
import { codesOf, joinNumber } from './dialing-rule'

/**
 * What a number means that is dialled as on a desk phone, where it is a supervision and no call: `*90744`.
 *
 * `join`: of somebody who is monitored. `unlisted`: of somebody who is not, or of nobody yet; nothing can be said about
 * such a call.
 */
export type DialledCode =
  | { readonly kind: 'join'; readonly mode: SupervisionMode; readonly extension: string }
  | {
      readonly kind: 'unlisted'
      readonly mode: SupervisionMode
      readonly prefix: string
      /** what stands behind the prefix; may be empty */
      readonly extension: string
    }

export type DialledCodes = Pick<Customer, 'dialingRules' | 'huntGroups'>

/**
 * As an ordinary call it would open the microphone, and nobody could say who hears the manager. Of an extension in several
 * hunt groups the codes of each are understood.
 *
 * @param text - as it was typed or pasted
 * @returns null for an ordinary number
 */
export function dialledCode(text: string, customer: DialledCodes): DialledCode | null {
  const number = dialableNumber(text)
  return number === null ? null : (joinIn(number, customer) ?? unlistedIn(number, customer))
}

function joinIn(number: string, { dialingRules, huntGroups }: DialledCodes): DialledCode | null {
  const [first, ...others] = dialingRules
  for (const { members, dialingRule } of huntGroups) {
    const rule = others.find(({ name }) => name === dialingRule) ?? first
    if (!rule) continue
    const codes = codesOf(rule)
    for (const { extension } of members) {
      if (!number.endsWith(extension)) continue
      const mode = supervisionModes.find((each) => joinNumber(codes, each, extension) === number)
      if (mode) return { kind: 'join', mode, extension }
    }
  }
  return null
}

/** Only behind a prefix that no ordinary number begins with. */
function unlistedIn(number: string, { dialingRules }: DialledCodes): DialledCode | null {
  for (const rule of dialingRules) {
    const { prefixes } = codesOf(rule)
    for (const mode of supervisionModes) {
      const prefix = prefixes[mode]
      if (/^[*#]./.test(prefix) && number.startsWith(prefix))
        return { kind: 'unlisted', mode, prefix, extension: number.slice(prefix.length) }
    }
  }
  return null
}
