import { globalShortcut } from 'electron'
import type { ShortcutRegistrar } from './hotkey-set'

/** Electron throws on a key it does not know and answers false on one that is taken: both mean "not ours". */
export const electronShortcutRegistrar: ShortcutRegistrar = {
  register(accelerator, pressed) {
    try {
      return globalShortcut.register(accelerator, pressed)
    } catch {
      return false
    }
  },
  unregister(accelerator) {
    globalShortcut.unregister(accelerator)
  }
}
