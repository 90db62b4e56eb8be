import { z } from 'zod'
import { dialogStates, type Dialog, type DialogInfo } from '@contract/telephony/dialog-info'
import { readXml, unescapeXml } from './xml-document'

/** A dialog-info body is small; anything larger is not worth the memory. Bytes are counted as UTF-16 units. */
const maxLength = 256 * 1024
const maxDialogs = 200

const list = <Item extends z.ZodType>(item: Item) =>
  z
    .preprocess((value) => (value === undefined ? [] : [value].flat()), z.array(item))
    .transform((items) => items.slice(0, maxDialogs))

/** Text or an element with attributes, as the XML parser gives it. */
const text = z.preprocess((value) => {
  const content =
    typeof value === 'object' && value !== null && '#text' in value ? value['#text'] : value
  return typeof content === 'string' && content !== '' ? content.slice(0, 512) : undefined
}, z.string().optional())

const identity = z
  .preprocess(
    (value) => (typeof value === 'string' ? { '#text': value } : value),
    z.looseObject({})
  )
  .transform((value) => ({
    displayName: text.parse(value['@display']),
    uri: text.parse(value['#text'])
  }))

/** Who takes part (RFC 4235 §4.1.6.2): its identity or, where the PBX leaves that out, its target. */
const party = z
  .looseObject({
    identity: identity.optional().catch(undefined),
    target: z.looseObject({ '@uri': text }).optional().catch(undefined)
  })
  .transform(({ identity: { displayName, uri } = {}, target }) => ({
    displayName,
    uri: uri ?? target?.['@uri']
  }))
  .optional()
  .catch(undefined)

const dialogElement = z.looseObject({
  '@id': text,
  '@direction': z.enum(['initiator', 'recipient']).optional().catch(undefined),
  state: z.preprocess((value) => text.parse(value)?.trim().toLowerCase(), z.enum(dialogStates)),
  remote: party,
  local: party
})

const documentElement = z.looseObject({
  'dialog-info': z.looseObject({
    '@version': z.coerce.number().int().nonnegative().nullable().catch(null),
    '@state': z.preprocess(
      (value) => (typeof value === 'string' ? value.toLowerCase() : value),
      z.enum(['full', 'partial']).catch('full')
    ),
    '@entity': z.string().catch(''),
    dialog: list(dialogElement.optional().catch(undefined))
  })
})

/**
 * Reads a dialog-info body (RFC 4235 §4). Only the state of a dialog is relied upon; a dialog without one is left out.
 *
 * @returns undefined when the body is not a dialog-info document
 */
export function parseDialogInfo(body: string): DialogInfo | undefined {
  const document = documentElement.safeParse(readXml(body, maxLength))
  if (!document.success) return undefined
  const info = document.data['dialog-info']
  return {
    version: info['@version'],
    state: info['@state'],
    entity: info['@entity'],
    dialogs: info.dialog.flatMap((element, index): Dialog[] =>
      element ? [dialogOf(element, index)] : []
    )
  }
}

function dialogOf(element: z.infer<typeof dialogElement>, index: number): Dialog {
  const { displayName, uri } = element.remote ?? {}
  const localUri = element.local?.uri
  const known = displayName !== undefined || uri !== undefined
  return {
    id: element['@id'] ?? `#${String(index)}`,
    state: element.state,
    ...(element['@direction'] && { direction: element['@direction'] }),
    ...(known && {
      remote: {
        ...(displayName !== undefined && { displayName: unescapeXml(displayName) }),
        ...(uri !== undefined && { uri: unescapeXml(uri) })
      }
    }),
    ...(localUri !== undefined && { localUri: unescapeXml(localUri) })
  }
}
