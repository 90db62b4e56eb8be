import { Tooltip } from '@mantine/core'
import { useEffect, useState } from 'react'
import './hint-layer.css'

const HOVER_DELAY_MS = 350

interface Hint {
  readonly target: HTMLElement
  readonly text: string
}

/**
 * One tooltip for every element that has `data-hint`, and for every text that is cut off. A tooltip per button would be
 * ninety of them in a list that has to stay quick. It is for the eyes only: the element says the same by its accessible
 * name or description.
 */
export function HintLayer() {
  const [hint, setHint] = useState<Hint | null>(null)

  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (target: HTMLElement, delayMs: number) => {
      clearTimeout(timer)
      timer = setTimeout(() => {
        const text = target.dataset['hint'] ?? target.textContent
        if (text && target.isConnected) setHint({ target, text })
      }, delayMs)
    }
    const hide = () => {
      clearTimeout(timer)
      setHint(null)
    }
    const onPointerOver = (event: PointerEvent) => {
      const target = hinted(event.target)
      if (target) show(target, HOVER_DELAY_MS)
      else hide()
    }
    const onFocusIn = (event: FocusEvent) => {
      const target = hinted(event.target)
      if (target?.matches(':focus-visible')) show(target, 0)
    }
    const hidingEvents = ['pointerdown', 'keydown', 'focusout', 'wheel'] as const
    document.addEventListener('pointerover', onPointerOver)
    document.addEventListener('focusin', onFocusIn)
    for (const name of hidingEvents) document.addEventListener(name, hide, { passive: true })
    return () => {
      clearTimeout(timer)
      document.removeEventListener('pointerover', onPointerOver)
      document.removeEventListener('focusin', onFocusIn)
      for (const name of hidingEvents) document.removeEventListener(name, hide)
    }
  }, [])

  if (!hint) return null
  return (
    <Tooltip
      key={hint.text}
      target={hint.target}
      opened
      label={hint.text}
      className="hint"
      aria-hidden="true"
      multiline
      withinPortal
      position="top"
      offset={6}
    />
  )
}

function hinted(target: EventTarget | null): HTMLElement | null {
  if (!(target instanceof Element)) return null
  const explained = target.closest<HTMLElement>('[data-hint]')
  if (explained) return explained
  const text = target.closest<HTMLElement>('.ellipsis')
  return text && text.scrollWidth > text.clientWidth ? text : null
}
