import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { CallBell } from '@contract/telephony/call-bell'

export type BellHint = 'off' | 'offInCall' | 'offUnknown' | 'on' | 'onInCall'

/** What a bell would do, or does: the key of its text. */
export function bellHint(
  { status, stale }: Pick<MonitoredExtension, 'status' | 'stale'>,
  bell: CallBell | undefined
): BellHint {
  if (bell) return bell.afterThisCall ? 'onInCall' : 'on'
  if (stale || status === 'unknown' || status === 'not-allowed') return 'offUnknown'
  return status === 'on-call' ? 'offInCall' : 'off'
}
