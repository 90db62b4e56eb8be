import type { SupervisionCodes } from '@contract/settings/dialing-rule'
import { supervisionModes } from '@contract/telephony/supervision-mode'
import type { IsOwnLeg } from './busy-lamp'
import { uriUser } from './uri-user'

/**
 * Tells a supervisor's leg from a call of the agent. One of its sides is the number that was dialled to join (so it may
 * also be a colleague's) or, while we supervise that extension, the other side is the manager.
 */
export function ownLeg(own: {
  codes: SupervisionCodes
  extension: string
  managerUser: string
  supervising: boolean
}): IsOwnLeg {
  const dialled = supervisionModes.map((mode) => own.codes.prefixes[mode] + own.extension)
  return ({ remote, localUri }) => {
    const user = uriUser(remote?.uri)
    const localUser = uriUser(localUri)
    if (localUser !== undefined && dialled.includes(localUser)) return true
    if (user === undefined) return false
    return dialled.includes(user) || (own.supervising && user === own.managerUser)
  }
}
