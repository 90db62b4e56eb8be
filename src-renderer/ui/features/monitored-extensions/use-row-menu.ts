import { useCallback, useState, type MouseEvent } from 'react'
import type { ListItem } from './arrange-rows'
import type { RowMenuPlace } from './row-menu'

/** Which line's menu is open. The menu key opens that of the selected line, beside its name. */
export function useRowMenu(items: readonly ListItem[], activeIndex: number, idPrefix: string) {
  const [place, setPlace] = useState<RowMenuPlace | null>(null)
  const onContextMenu = (event: MouseEvent<HTMLElement>) => {
    const line = lineAt(event.target, idPrefix)
    const index = line ? Number(line.id.slice(idPrefix.length)) : activeIndex
    const item = items[index]
    if (item?.kind !== 'extension') return
    event.preventDefault()
    const box = document.getElementById(`${idPrefix}${String(index)}`)?.getBoundingClientRect()
    // The key comes without a place, or with one of the list as a whole.
    const byKey = !line || event.button !== 2
    setPlace({
      row: item.row,
      left: byKey ? (box?.left ?? 0) + 42 : event.clientX,
      top: byKey ? (box?.bottom ?? 0) - 4 : event.clientY
    })
  }
  return { place, onContextMenu, close: useCallback(() => setPlace(null), []) }
}

function lineAt(target: EventTarget, idPrefix: string): Element | null {
  return target instanceof Element ? target.closest(`[id^="${CSS.escape(idPrefix)}"]`) : null
}
