import { defaultRangeExtractor, type Range } from '@tanstack/react-virtual'
import type { ListItem } from './arrange-rows'

/** The hunt group that the first visible line belongs to: its line stays at the top. */
export function stickyGroupIndex(items: readonly ListItem[], firstVisible: number): number {
  for (let index = Math.min(firstVisible, items.length - 1); index >= 0; index--) {
    if (items[index]?.kind === 'group') return index
  }
  return -1
}

/** What to render beside the visible lines: the group at the top, and the selected line, which has the focus. */
export function rangeWithSticky(
  items: readonly ListItem[],
  range: Range,
  activeIndex: number
): number[] {
  const extra = [stickyGroupIndex(items, range.startIndex), activeIndex].filter(
    (index) => index >= 0 && index < range.count
  )
  return [...new Set([...extra, ...defaultRangeExtractor(range)])].sort((a, b) => a - b)
}
