import { z } from 'zod'

/** The dialog states of RFC 4235 §3.7.1. */
export const dialogStates = ['trying', 'proceeding', 'early', 'confirmed', 'terminated'] as const
export type DialogState = (typeof dialogStates)[number]

/**
 * One `<dialog>` of a dialog-info body. PBXs leave out nearly everything: only the state is relied upon.
 */
export interface Dialog {
  readonly id: string
  readonly state: DialogState
  readonly direction?: 'initiator' | 'recipient'
  readonly remote?: RemoteParty
  /** URI of the monitored side, which is not always the extension: a join is listed with the number that was dialled */
  readonly localUri?: string
}

/** The other party of a dialog, as far as the PBX tells. */
export const remotePartySchema = z.object({
  displayName: z.string().optional(),
  uri: z.string().optional()
})
export type RemoteParty = z.infer<typeof remotePartySchema>

/** A parsed dialog-info document (RFC 4235 §4.1). */
export interface DialogInfo {
  /** null where the PBX leaves it out */
  readonly version: number | null
  readonly state: 'full' | 'partial'
  readonly entity: string
  readonly dialogs: readonly Dialog[]
}

/** What the list shows for a monitored extension. `not-allowed`: the PBX refuses to tell us. */
export const extensionStatuses = ['unknown', 'idle', 'ringing', 'on-call', 'not-allowed'] as const
export type ExtensionStatus = (typeof extensionStatuses)[number]
