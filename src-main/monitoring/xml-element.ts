import { unescapeXml } from './xml-document'

/** An element as the XML parser gives it: its text alone, or an object with attributes, text and children. */
export type XmlElement = string | Readonly<Record<string, unknown>>

/** No name, number or URI that we show is longer. */
const maxTextLength = 512

/** The first child of that name. */
export function child(element: unknown, name: string): XmlElement | undefined {
  return childrenOf(element, name)[0]
}

export function childrenOf(element: unknown, name: string): readonly XmlElement[] {
  if (typeof element !== 'object' || element === null) return []
  const found: unknown = (element as Record<string, unknown>)[name]
  const list: readonly unknown[] = Array.isArray(found) ? found : [found]
  return list.filter(isElement)
}

/** The value of an attribute, undefined where there is none or it is empty. */
export function attribute(element: XmlElement | undefined, name: string): string | undefined {
  return typeof element === 'object' ? shown(element[`@${name}`]) : undefined
}

export function textOf(element: XmlElement | undefined): string | undefined {
  return shown(typeof element === 'object' ? element['#text'] : element)
}

function isElement(value: unknown): value is XmlElement {
  return typeof value === 'string' || (typeof value === 'object' && value !== null)
}

function shown(value: unknown): string | undefined {
  return typeof value === 'string' && value !== ''
    ? unescapeXml(value.slice(0, maxTextLength))
    : undefined
}
