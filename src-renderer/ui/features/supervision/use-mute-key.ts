import { useEffect } from 'react'

/** M mutes from anywhere in the window, except where somebody is typing. null: there is nothing to mute. */
export function useMuteKey(toggle: (() => void) | null): void {
  useEffect(() => {
    if (!toggle) return
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return
      if (event.key.toLowerCase() === 'm' && !isTypedInto(event.target)) toggle()
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [toggle])
}

function isTypedInto(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('input, textarea, [role="dialog"]') !== null
}
