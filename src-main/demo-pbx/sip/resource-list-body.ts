import { dialogInfoBody, dialogInfoType, type WatchedDialog } from './dialog-info-body'
import { freshToken } from './tokens'

/** One extension of a list, with the call it has. */
export interface ListedExtension {
  readonly extension: string
  readonly dialog: WatchedDialog | undefined
}

/**
 * The NOTIFY body for a list of extensions (RFC 4662 §5): an RLMI document that names them, and a dialog-info document
 * for each.
 *
 * @param fullState - false when only those that changed are named
 */
export function resourceListBody(
  list: { readonly uri: string; readonly version: number; readonly fullState: boolean },
  host: string,
  listed: readonly ListedExtension[]
): { readonly type: string; readonly text: string } {
  const boundary = freshToken()
  const contentId = (name: string) => `${name}.${boundary}@${host}`
  const part = (name: string, type: string, text: string) =>
    [
      `--${boundary}`,
      `Content-ID: <${contentId(name)}>`,
      `Content-Type: ${type};charset="UTF-8"`,
      'Content-Transfer-Encoding: binary',
      '',
      text
    ].join('\r\n')
  const entity = (extension: string) => `sip:${extension}@${host}`
  const rlmi = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    `<list xmlns="urn:ietf:params:xml:ns:rlmi" uri="${list.uri}" version="${list.version}" fullState="${list.fullState}">`,
    ...listed.map(
      ({ extension }) =>
        `  <resource uri="${entity(extension)}"><instance id="1" state="active" cid="${contentId(extension)}"/></resource>`
    ),
    '</list>',
    ''
  ].join('\r\n')
  const parts = [
    part('list', rlmiType, rlmi),
    ...listed.map(({ extension, dialog }) =>
      part(extension, dialogInfoType, dialogInfoBody(entity(extension), list.version, dialog))
    )
  ]
  return {
    type: `multipart/related;type="${rlmiType}";start="<${contentId('list')}>";boundary="${boundary}"`,
    text: `${parts.join('\r\n')}\r\n--${boundary}--\r\n`
  }
}

const rlmiType = 'application/rlmi+xml'

/** True when the watcher understands lists (RFC 4662 §4.1): `Supported: eventlist`. */
export function supportsLists(supported: readonly string[]): boolean {
  return supported
    .join(',')
    .split(',')
    .some((tag) => tag.trim().toLowerCase() === 'eventlist')
}
