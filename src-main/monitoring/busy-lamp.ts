import type {
  Dialog,
  DialogInfo,
  ExtensionStatus,
  RemoteParty
} from '@contract/telephony/dialog-info'

/** What is known of one extension. `since` is epoch ms; `version` is -1 before the first document. */
export interface BusyLamp {
  readonly status: ExtensionStatus
  readonly since: number | null
  readonly remote: RemoteParty | null
  readonly stale: boolean
  readonly version: number
  readonly dialogs: readonly Dialog[]
}

export const unknownLamp: BusyLamp = {
  status: 'unknown',
  since: null,
  remote: null,
  stale: true,
  version: -1,
  dialogs: []
}

/** Tells the supervisor's own leg from the agent's calls: some PBXs list it (ICAP-1939). */
export type IsOwnLeg = (dialog: Dialog) => boolean

/**
 * Takes a dialog-info document into a lamp (RFC 4235 §3.7, §4.3).
 *
 * A full document replaces what was known. A partial one updates the dialogs it names. An older version than the one
 * known is a document that was overtaken, and is ignored; a PBX that starts anew sends a full one with version 0.
 */
export function applyDialogInfo(
  lamp: BusyLamp,
  info: DialogInfo,
  isOwnLeg: IsOwnLeg,
  now: number
): BusyLamp {
  if (info.version <= lamp.version && !(info.state === 'full' && info.version === 0)) return lamp
  const kept =
    info.state === 'full'
      ? []
      : lamp.dialogs.filter((dialog) => !info.dialogs.some(({ id }) => id === dialog.id))
  const dialogs = [...kept, ...info.dialogs].filter(({ state }) => state !== 'terminated')
  const calls = dialogs.filter((dialog) => !isOwnLeg(dialog))
  const { status, remote } = statusOf(calls)
  const unchanged = status === lamp.status
  return {
    status,
    since: unchanged ? lamp.since : now,
    // Asterisk names the other party while it rings and no more once it is confirmed.
    remote: remote ?? (lamp.status !== 'idle' && status === 'on-call' ? lamp.remote : null),
    stale: false,
    version: info.version,
    dialogs
  }
}

/** Nothing confirms the status any more: it is kept, and shown as stale. */
export function loseSight(lamp: BusyLamp): BusyLamp {
  return { ...lamp, stale: true, version: -1 }
}

/** The PBX refuses to tell (403) or does not know the extension. */
export function refuseSight(lamp: BusyLamp, statusCode: number): BusyLamp {
  return {
    ...unknownLamp,
    status: statusCode === 403 ? 'not-allowed' : 'unknown',
    stale: false,
    since: lamp.since
  }
}

function statusOf(calls: readonly Dialog[]): {
  status: ExtensionStatus
  remote: RemoteParty | null
} {
  const call = calls.find(({ state }) => state === 'confirmed') ?? calls[0]
  if (!call) return { status: 'idle', remote: null }
  return { status: call.state === 'confirmed' ? 'on-call' : 'ringing', remote: call.remote ?? null }
}
