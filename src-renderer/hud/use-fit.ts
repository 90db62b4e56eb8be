import { useEffect, type RefObject } from 'react'
import { hudHeightRangePx } from '@contract/settings/hud'
import { useIntent } from '../ui/store/coachline-context'

/** Tells main how high the window has to be, now and whenever that changes. */
export function useFit(content: RefObject<HTMLElement | null>): void {
  const intent = useIntent()
  useEffect(() => {
    const element = content.current
    if (!element) return
    const observer = new ResizeObserver(() => {
      const { least, most } = hudHeightRangePx
      const heightPx = Math.ceil(element.getBoundingClientRect().height)
      intent('hud.fit', { heightPx: Math.min(Math.max(heightPx, least), most) })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [content, intent])
}
