import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import { dialogStates, type Dialog, type DialogInfo } from '@contract/telephony/dialog-info'

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

const dialogElement = z.looseObject({
  '@id': text,
  '@direction': z.enum(['initiator', 'recipient']).optional().catch(undefined),
  state: z.preprocess((value) => text.parse(value), z.enum(dialogStates)),
  remote: z
    .looseObject({ identity: identity.optional().catch(undefined) })
    .optional()
    .catch(undefined)
})

const documentElement = z.looseObject({
  'dialog-info': z.looseObject({
    '@version': z.coerce.number().int().nonnegative().catch(0),
    '@state': z.enum(['full', 'partial']).catch('full'),
    '@entity': z.string().catch(''),
    dialog: list(dialogElement.optional().catch(undefined))
  })
})

const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  removeNSPrefix: true,
  parseTagValue: false,
  parseAttributeValue: false,
  processEntities: false,
  maxNestedTags: 20
})

/**
 * Reads a dialog-info body (RFC 4235 §4). Only the state of a dialog is relied upon; a dialog without one is left out.
 * Document types are refused, so there are no entities to expand.
 *
 * @returns undefined when the body is not a dialog-info document
 */
export function parseDialogInfo(body: string): DialogInfo | undefined {
  if (body.length > maxLength || /<!DOCTYPE/i.test(body)) return undefined
  let document
  try {
    document = documentElement.safeParse(parser.parse(body.trimStart()))
  } catch {
    return undefined
  }
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
  const { displayName, uri } = element.remote?.identity ?? {}
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
    })
  }
}

const predefined: Readonly<Record<string, string>> = {
  '&lt;': '<',
  '&gt;': '>',
  '&quot;': '"',
  '&apos;': "'",
  '&amp;': '&'
}

/** The five predefined entities of XML, once; all others stay as they are written. */
function unescapeXml(value: string): string {
  return value.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => predefined[entity] ?? entity)
}
