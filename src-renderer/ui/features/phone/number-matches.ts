import type { PhoneParty, RecentCall } from '@contract/ipc/phone-view'
import type { MonitoredExtension } from '@contract/ipc/snapshot'

/** Somebody who could be meant by what was typed. */
export interface NumberMatch {
  readonly number: string
  readonly name: string | null
}

const maxMatches = 4

/**
 * Who could be meant: colleagues first, then who was called or called lately. Nothing when nothing was typed, and
 * nobody twice.
 */
export function numberMatches(
  text: string,
  extensions: readonly Pick<MonitoredExtension, 'extension' | 'name'>[],
  recent: readonly RecentCall[]
): readonly NumberMatch[] {
  const wanted = text.trim().toLocaleLowerCase()
  if (wanted === '') return []
  const known: PhoneParty[] = [
    ...extensions.map(({ extension, name }) => ({ number: extension, name: name || null })),
    ...recent.map(({ party }) => party)
  ]
  const matches = new Map<string, NumberMatch>()
  for (const { number, name } of known) {
    if (matches.size === maxMatches) break
    const fits =
      number.toLocaleLowerCase().startsWith(wanted) ||
      (name !== null && ` ${name.toLocaleLowerCase()}`.includes(` ${wanted}`))
    if (fits && !matches.has(number)) matches.set(number, { number, name })
  }
  return [...matches.values()]
}

/**
 * What Enter takes over instead of dialling: the first who is meant by a name. A name that nobody has may be a user of
 * the PBX, and is dialled as it is.
 */
export function meantByName(text: string, matches: readonly NumberMatch[]): string | null {
  const [first] = matches
  return first && /\p{L}/u.test(text) && first.number !== text.trim() ? first.number : null
}
