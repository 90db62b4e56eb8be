import {
  dialogStates,
  type Dialog,
  type DialogInfo,
  type RemoteParty
} from '@contract/telephony/dialog-info'
import { attribute, childrenOf, child, textOf, type XmlElement } from './xml-element'
import { readXml } from './xml-document'

/** A dialog-info body is small; anything larger is not worth the memory. Bytes are counted as UTF-16 units. */
const maxLength = 256 * 1024
const maxDialogs = 200

/**
 * Reads a dialog-info body (RFC 4235 §4). Only the state of a dialog is relied upon; a dialog without one is left out.
 * A NOTIFY comes hundreds of times a second on a busy floor, so it is read by hand and not by a schema.
 *
 * @returns undefined when the body is not a dialog-info document
 */
export function parseDialogInfo(body: string): DialogInfo | undefined {
  const root = child(readXml(body, maxLength), 'dialog-info')
  if (!root) return undefined
  const dialogs: Dialog[] = []
  for (const [index, element] of childrenOf(root, 'dialog').slice(0, maxDialogs).entries()) {
    const dialog = dialogOf(element, index)
    if (dialog) dialogs.push(dialog)
  }
  return {
    version: versionOf(attribute(root, 'version')),
    state: attribute(root, 'state')?.toLowerCase() === 'partial' ? 'partial' : 'full',
    entity: attribute(root, 'entity') ?? '',
    dialogs
  }
}

/** A version as the PBX counts it; null where it does not. */
export function versionOf(text: string | undefined): number | null {
  return text !== undefined && /^\s*\d{1,15}\s*$/.test(text) ? Number(text) : null
}

function dialogOf(element: XmlElement, index: number): Dialog | undefined {
  const word = textOf(child(element, 'state'))?.trim().toLowerCase()
  const state = dialogStates.find((known) => known === word)
  if (!state) return undefined
  const direction = attribute(element, 'direction')
  const remote = partyOf(child(element, 'remote'))
  const localUri = partyOf(child(element, 'local'))?.uri
  return {
    id: attribute(element, 'id') ?? `#${String(index)}`,
    state,
    ...((direction === 'initiator' || direction === 'recipient') && { direction }),
    ...(remote && { remote }),
    ...(localUri !== undefined && { localUri })
  }
}

/** Who takes part (RFC 4235 §4.1.6.2): its identity or, where the PBX leaves that out, its target. */
function partyOf(element: XmlElement | undefined): RemoteParty | undefined {
  const identity = child(element, 'identity')
  const displayName = attribute(identity, 'display')
  const uri = textOf(identity) ?? attribute(child(element, 'target'), 'uri')
  if (displayName === undefined && uri === undefined) return undefined
  return { ...(displayName !== undefined && { displayName }), ...(uri !== undefined && { uri }) }
}
