import type { Customer } from '@contract/settings/customer'
import { codesOf, type SupervisionCodes } from '@contract/settings/dialing-rule'
import type { SupervisionProfile } from '../supervision/ports'

/**
 * What the supervisor has to know of each monitored extension. A map, because every NOTIFY asks for one and there may be
 * thousands. Of an extension in several hunt groups the first group counts.
 */
export function supervisionProfiles(customer: Customer): ReadonlyMap<string, SupervisionProfile> {
  const profiles = new Map<string, SupervisionProfile>()
  for (const { members, dialingRule } of customer.huntGroups) {
    const codes = codesFor(customer, dialingRule)
    for (const { extension, name } of members) {
      if (profiles.has(extension)) continue
      profiles.set(extension, {
        target: { extension, name },
        codes,
        dtmfMethod: customer.account.dtmfMethod,
        callSupervision: customer.callSupervision
      })
    }
  }
  return profiles
}

/** The codes of a dialing rule; those of the customer's first rule where there is none of that name. */
export function codesFor(customer: Customer, ruleName: string | undefined): SupervisionCodes {
  const [first, ...others] = customer.dialingRules
  const named = others.find(({ name }) => name === ruleName)
  return codesOf(named ?? first ?? { kind: 'default', name: 'Default' })
}
