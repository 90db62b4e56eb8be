import { XMLParser } from 'fast-xml-parser'

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
 * An XML body as objects: attributes begin with `@`, namespaces are left out. Document types are refused, so there are no
 * entities to expand.
 *
 * @param maxLength - in UTF-16 units
 * @returns undefined when it is too long or cannot be read
 */
export function readXml(body: string, maxLength: number): unknown {
  if (body.length > maxLength || /<!DOCTYPE/i.test(body)) return undefined
  try {
    return parser.parse(body.trimStart())
  } catch {
    return undefined
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
export function unescapeXml(value: string): string {
  return value.replace(/&(?:lt|gt|quot|apos|amp);/g, (entity) => predefined[entity] ?? entity)
}
