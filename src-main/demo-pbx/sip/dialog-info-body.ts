export const dialogInfoType = 'application/dialog-info+xml'

/** One call of a watched extension, as its watchers may see it. */
export interface WatchedDialog {
  readonly id: string
  readonly state: 'early' | 'confirmed'
  readonly direction: 'initiator' | 'recipient'
  readonly local: Identity
  readonly remote: Identity
}

export interface Identity {
  readonly displayName: string
  readonly uri: string
}

/** A full dialog-info document (RFC 4235 §4.1); no dialog means that the extension is idle. */
export function dialogInfoBody(
  entity: string,
  version: number,
  dialog: WatchedDialog | undefined
): string {
  const lines = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${version}" state="full" entity="${escapeXml(entity)}">`,
    ...(dialog ? dialogLines(dialog) : []),
    '</dialog-info>'
  ]
  return `${lines.join('\r\n')}\r\n`
}

function dialogLines({ id, state, direction, local, remote }: WatchedDialog): readonly string[] {
  return [
    `  <dialog id="${escapeXml(id)}" direction="${direction}">`,
    `    <state>${state}</state>`,
    ...partyLines('local', local),
    ...partyLines('remote', remote),
    '  </dialog>'
  ]
}

function partyLines(party: 'local' | 'remote', { displayName, uri }: Identity): readonly string[] {
  return [
    `    <${party}>`,
    `      <identity display="${escapeXml(displayName)}">${escapeXml(uri)}</identity>`,
    `      <target uri="${escapeXml(uri)}"/>`,
    `    </${party}>`
  ]
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;'
}

function escapeXml(text: string): string {
  return text.replace(/[&<>"]/g, (char) => entities[char] ?? char)
}
