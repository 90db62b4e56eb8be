import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { HuntGroup, Member } from '@contract/settings/customer'
import { unknownLamp, type BusyLamp } from './busy-lamp'

/** An extension of a hunt group as the windows show it. */
export function rowOf(
  group: HuntGroup,
  { extension, name, supervisionAllowed }: Member,
  { status, since, beganUnseen, remote, stale }: BusyLamp
): MonitoredExtension {
  return {
    extension,
    name,
    huntGroup: group.name,
    supervisionAllowed,
    status,
    since,
    beganUnseen,
    remote,
    stale
  }
}

/** Who would be monitored if the PBX were connected. */
export function rowsWithoutLamps(groups: readonly HuntGroup[]): MonitoredExtension[] {
  return groups.flatMap((group) => group.members.map((member) => rowOf(group, member, unknownLamp)))
}
