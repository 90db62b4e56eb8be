import { newKey, type MemberDraft } from './customer-draft'
import type { ParsedMember } from './parse-member-lines'

/** Who is there already keeps place and permission and gets the new name; the others follow at the end. */
export function mergedMembers(
  members: readonly MemberDraft[],
  pasted: readonly ParsedMember[]
): readonly MemberDraft[] {
  const byExtension = new Map(pasted.map((member) => [member.extension, member]))
  const present = new Set(members.map(({ extension }) => extension))
  return [
    ...members.map((member) => {
      const name = byExtension.get(member.extension)?.name
      return name ? { ...member, name } : member
    }),
    ...pasted
      .filter(({ extension }) => !present.has(extension))
      .map((member) => ({ ...member, key: newKey(), supervisionAllowed: true }))
  ]
}
