import type {
  Dialog,
  DialogInfo,
  DialogState,
  ExtensionStatus,
  RemoteParty
} from '@contract/telephony/dialog-info'

/**
 * What is known of one extension. `since` is epoch ms, and `beganUnseen` says that the status began before that: it was
 * there with the first document, or when sight came back. `version` is null before the first document.
 */
export interface BusyLamp {
  readonly status: ExtensionStatus
  readonly since: number | null
  readonly beganUnseen: boolean
  readonly remote: RemoteParty | null
  readonly stale: boolean
  readonly version: number | null
  /** a document was missed: what is known may be wrong until the next full one */
  readonly incomplete: boolean
  readonly dialogs: readonly Dialog[]
}

export const unknownLamp: BusyLamp = {
  status: 'unknown',
  since: null,
  beganUnseen: false,
  remote: null,
  stale: true,
  version: null,
  incomplete: false,
  dialogs: []
}

/** Tells the supervisor's own leg from the agent's calls: some PBXs list it (ICAP-1939). */
export type IsOwnLeg = (dialog: Dialog) => boolean

/**
 * Takes a dialog-info document into a lamp (RFC 4235 §3.7, §4.3).
 *
 * A full document replaces what was known. A partial one updates the dialogs it names; when its version does not follow
 * the known one, a document was missed and the lamp is incomplete. An older version than the one known was overtaken, and
 * is ignored; but a PBX that starts anew sends a full one with version 0, and some never count.
 */
export function applyDialogInfo(
  lamp: BusyLamp,
  info: DialogInfo,
  isOwnLeg: IsOwnLeg,
  now: number
): BusyLamp {
  if (isOvertaken(lamp, info)) return lamp
  const full = info.state === 'full'
  const named = new Set(info.dialogs.map(({ id }) => id))
  const kept = full ? [] : lamp.dialogs.filter(({ id }) => !named.has(id))
  const dialogs = [...kept, ...info.dialogs].filter(({ state }) => state !== 'terminated')
  const { status, remote } = statusOf(dialogs.filter((dialog) => !isOwnLeg(dialog)))
  const unchanged = status === lamp.status
  return {
    status,
    since: unchanged ? lamp.since : now,
    beganUnseen: unchanged ? lamp.beganUnseen : lamp.stale || lamp.since === null,
    // Asterisk names the other party while it rings and no more once it is confirmed.
    remote: remote ?? (lamp.status !== 'idle' && status === 'on-call' ? lamp.remote : null),
    stale: false,
    version: info.version ?? lamp.version,
    incomplete: !full && (lamp.incomplete || !follows(lamp, info)),
    dialogs
  }
}

/** Nothing confirms the status any more: it is kept, and shown as stale. */
export function loseSight(lamp: BusyLamp): BusyLamp {
  return { ...lamp, stale: true, version: null, incomplete: false }
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

function isOvertaken(lamp: BusyLamp, { version, state }: DialogInfo): boolean {
  if (version === null || lamp.version === null) return false
  if (state === 'partial') return version <= lamp.version
  // What was missed is worth more than what the PBX counts.
  return version < lamp.version && version !== 0 && !lamp.incomplete
}

function follows(lamp: BusyLamp, { version }: DialogInfo): boolean {
  if (version === null) return !lamp.stale
  return lamp.version !== null && version === lamp.version + 1
}

/** From the least to the most of a call. */
const activity: readonly DialogState[] = [
  'terminated',
  'trying',
  'proceeding',
  'early',
  'confirmed'
]

/** Of several dialogs the most active one is shown; of two alike, the one that the PBX names first. */
function statusOf(calls: readonly Dialog[]): {
  status: ExtensionStatus
  remote: RemoteParty | null
} {
  let call: Dialog | undefined
  for (const each of calls) {
    if (!call || activity.indexOf(each.state) > activity.indexOf(call.state)) call = each
  }
  if (!call) return { status: 'idle', remote: null }
  return { status: call.state === 'confirmed' ? 'on-call' : 'ringing', remote: call.remote ?? null }
}
