import type { WindowApi } from '@contract/ipc/window-api'

declare global {
  interface Window {
    /** Put there by the window's preload. */
    readonly coachline: WindowApi
  }
}
