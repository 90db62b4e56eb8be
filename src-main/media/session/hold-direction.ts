import type { PbxLeg } from '@contract/ipc/media-protocol'

type Direction = PbxLeg['direction']

/** A stream that we hold, given what it was (RFC 3264 §8.4): music may be sent, nothing is listened to. */
export function heldDirection(direction: Direction = 'sendrecv'): Direction {
  return direction === 'sendrecv' || direction === 'sendonly' ? 'sendonly' : 'inactive'
}

/** Some PBXs answer `sendrecv` to a `sendonly`: what was agreed is no more than what we wanted. */
export function holding(leg: PbxLeg): PbxLeg {
  return { ...leg, direction: heldDirection(leg.direction) }
}
