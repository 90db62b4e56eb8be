import type { Slices } from '@contract/ipc/snapshot'
import {
  joinCircumstances,
  joinRefusal,
  type JoinRefusal
} from '../monitored-extensions/join-refusal'

type Last = Extract<Slices['supervision'], { phase: 'idle' }>['last']

/**
 * Whether one click can bring a lost supervision back: only while its extension is on the list. Another customer may be
 * shown by now, with another person at the same number. Then the rules are those of the list.
 */
export function rejoinOffer(
  last: Last,
  slices: Pick<Slices, 'registration' | 'customers' | 'supervision' | 'phone' | 'extensions'>
): { readonly refusal: JoinRefusal | null } | null {
  if (last?.by !== 'lost') return null
  const { supervisedId, activeId } = slices.customers
  if (supervisedId !== null && supervisedId !== activeId) return null
  const { extension, name } = last.target
  const row = slices.extensions.find((each) => each.extension === extension && each.name === name)
  return row ? { refusal: joinRefusal(row, joinCircumstances(slices)) } : null
}
