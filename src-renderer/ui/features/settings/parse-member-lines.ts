import { isDialString } from '@contract/telephony/dtmf'

export interface ParsedMember {
  readonly extension: string
  readonly name: string
}

export interface ParsedLines {
  /** one per extension; the last line wins */
  readonly members: readonly ParsedMember[]
  readonly notUnderstood: readonly { readonly line: number; readonly text: string }[]
}

const extensionThenName = /^"?([^\s,;"]+)"?(?:\s*[,;\t]\s*|\s+|$)(.*)$/

/** Reads "744 John Miller", "744;John Miller", "744,John Miller" or a row copied from a spreadsheet, one a line. */
export function parseMemberLines(text: string): ParsedLines {
  const members = new Map<string, ParsedMember>()
  const notUnderstood: { line: number; text: string }[] = []
  for (const [index, rawLine] of text.split(/\r\n|\r|\n/).entries()) {
    const line = rawLine.trim()
    if (line === '') continue
    const [, extension = '', rest = ''] = extensionThenName.exec(line) ?? []
    if (isDialString(extension) && extension.length <= 32) {
      const name = rest
        .trim()
        .replace(/^"(.*)"$/, '$1')
        .slice(0, 128)
      members.set(extension, { extension, name })
    } else notUnderstood.push({ line: index + 1, text: line })
  }
  return { members: [...members.values()], notUnderstood }
}
