import { useLayoutEffect, type RefObject } from 'react'

/** Whoever hung up by the keyboard goes on in the list, and does not start at the top of the window. */
export function useFocusBackToList(dock: RefObject<HTMLElement | null>): void {
  useLayoutEffect(() => {
    const element = dock.current
    return () => {
      if (element?.contains(document.activeElement))
        document.querySelector<HTMLElement>('[role="treegrid"]')?.focus()
    }
  }, [dock])
}
