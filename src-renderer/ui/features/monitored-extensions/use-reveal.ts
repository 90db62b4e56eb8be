import { useEffect } from 'react'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { useSlice } from '../../store/coachline-context'
import type { ListItem } from './arrange-rows'

/** What was revealed stays so: the list may be left and come back. */
let revealedAt = 0

/** The extension of the shown customer that somebody asked to see by a click outside of the window, until it is selected. */
function useToReveal(): { readonly extension: string; readonly at: number } | null {
  const { shown } = useSlice('bells')
  const { activeId } = useSlice('customers')
  return shown && shown.customerId === activeId && shown.at > revealedAt ? shown : null
}

/** Neither a search nor a folded group hides whom somebody asked to see. */
export function useUnhide(
  extensions: readonly MonitoredExtension[],
  items: readonly ListItem[],
  view: { readonly showAll: () => void; readonly unfold: (group: string) => void }
): void {
  const wanted = useToReveal()
  const row = wanted && extensions.find(({ extension }) => extension === wanted.extension)
  const hidden = row && indexOf(items, row.extension) === -1
  const { showAll, unfold } = view
  useEffect(() => {
    if (!hidden) return
    showAll()
    unfold(row.huntGroup)
  }, [hidden, row, showAll, unfold])
}

/** @param select - the line of this index */
export function useReveal(items: readonly ListItem[], select: (index: number) => void): void {
  const wanted = useToReveal()
  useEffect(() => {
    const index = wanted ? indexOf(items, wanted.extension) : -1
    if (!wanted || index === -1) return
    revealedAt = wanted.at
    select(index)
  })
}

function indexOf(items: readonly ListItem[], extension: string): number {
  return items.findIndex((item) => item.kind === 'extension' && item.row.extension === extension)
}
