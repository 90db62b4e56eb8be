import { useEffect, useRef } from 'react'
import type { View } from './view'

/** What was pressed is gone with its screen: the focus goes on at the way back, or in the list. */
export function useFocusBetweenScreens(screen: View['kind']): void {
  const shown = useRef(screen)
  useEffect(() => {
    if (shown.current === screen) return
    shown.current = screen
    if (document.activeElement !== document.body) return
    document.querySelector<HTMLElement>('.screen-header button, [role="treegrid"]')?.focus()
  }, [screen])
}
