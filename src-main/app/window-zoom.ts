import type { Input, WebContents } from 'electron'

/** A step is a fifth (Chromium's own scale); from three quarters to twice the size. */
const smallest = -1.5
const largest = 3.8

export type ZoomStep = 'in' | 'out' | 'reset'

/** Ctrl or Cmd with plus, minus and 0, as everywhere. Without a menu nothing else listens for them. */
export function zoomStepOf({ type, key, control, meta, alt }: ZoomKey): ZoomStep | null {
  if (type !== 'keyDown' || !(control || meta) || alt) return null
  switch (key) {
    case '+':
    case '=':
      return 'in'
    case '-':
    case '_':
      return 'out'
    case '0':
      return 'reset'
    default:
      return null
  }
}

type ZoomKey = Pick<Input, 'type' | 'key' | 'control' | 'meta' | 'alt'>

export function nextZoomLevel(level: number, step: ZoomStep): number {
  if (step === 'reset') return 0
  const next = level + (step === 'in' ? 0.5 : -0.5)
  return Math.min(largest, Math.max(smallest, next))
}

/** Larger and smaller text in a window, for whoever needs it. */
export function zoomByKeys(contents: WebContents, zoomed = (): void => {}): void {
  contents.on('before-input-event', (event, input) => {
    const step = zoomStepOf(input)
    if (step === null) return
    event.preventDefault()
    contents.setZoomLevel(nextZoomLevel(contents.getZoomLevel(), step))
    zoomed()
  })
}
