import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import type { IsOwnLeg } from './busy-lamp'

/**
 * Tells the supervisor's own leg: its other party is the number we dialled to join or, while we supervise that
 * extension, the manager.
 */
export function ownLeg(own: {
  codes: SupervisionCodes
  extension: string
  managerUser: string
  supervising: boolean
}): IsOwnLeg {
  const dialled = supervisionModes.map((mode) => own.codes.prefixes[mode] + own.extension)
  return ({ remote }) => {
    const user = userOf(remote?.uri)
    if (user === undefined) return false
    return dialled.includes(user) || (own.supervising && user === own.managerUser)
  }
}

/** The user part of a SIP URI, unescaped. */
function userOf(uri: string | undefined): string | undefined {
  const user = /^sips?:([^@;?]+)@/i.exec(uri ?? '')?.[1]
  if (user === undefined) return undefined
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}
