import type { HudSettings } from '@contract/settings/hud'

export interface HudCircumstances {
  readonly shown: HudSettings['shown']
  /** from the join to the end */
  readonly supervising: boolean
  /** the main window is open, not minimised, and has the focus */
  readonly mainInFront: boolean
}

/**
 * Whether the small window is there. "In front" means the focus: whether a window is covered no system says reliably,
 * and whoever works in another program looks at that one.
 */
export function isHudWanted({ shown, supervising, mainInFront }: HudCircumstances): boolean {
  if (!supervising) return false
  switch (shown) {
    case 'always':
      return true
    case 'background':
      return !mainInFront
    case 'never':
      return false
  }
}
