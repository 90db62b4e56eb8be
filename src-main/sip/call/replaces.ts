import { parseParameters } from '../message/header-field'

/** What tells a dialog from all others (RFC 3261 §12), seen from the side that holds it. */
export interface DialogId {
  readonly callId: string
  readonly localTag: string
  readonly remoteTag: string
}

/** A Replaces value (RFC 3891 §6.1). The tags are meant from the receiver's side. */
export interface Replaces extends DialogId {
  readonly earlyOnly: boolean
}

/** @returns undefined when it names no dialog */
export function parseReplaces(value: string): Replaces | undefined {
  const [callId = '', ...rest] = value.split(';')
  const parameters = parseParameters(rest.join(';'))
  const localTag = parameters.get('to-tag')
  const remoteTag = parameters.get('from-tag')
  if (callId.trim() === '' || !localTag || !remoteTag) return undefined
  return { callId: callId.trim(), localTag, remoteTag, earlyOnly: parameters.has('early-only') }
}

/** The value that has the other side of one of our dialogs replace it: its tags are ours the other way round. */
export function replacesValue({ callId, localTag, remoteTag }: DialogId): string {
  return `${callId};to-tag=${remoteTag};from-tag=${localTag}`
}

export function sameDialog(one: DialogId, other: DialogId): boolean {
  return (
    one.callId === other.callId &&
    one.localTag === other.localTag &&
    one.remoteTag === other.remoteTag
  )
}
