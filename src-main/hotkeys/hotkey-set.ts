import { isDeepStrictEqual } from 'node:util'
import type { HotkeyView } from '@contract/ipc/snapshot'
import { hotkeyActions, type HotkeyAction, type Hotkeys } from '@contract/settings/hotkeys'

/** The system's global shortcuts. `register` answers false when another program owns the key. */
export interface ShortcutRegistrar {
  register(accelerator: string, pressed: () => void): boolean
  unregister(accelerator: string): void
}

/** Global hotkeys, registered only while a supervision lasts, so that other programs keep their keys otherwise. */
export class HotkeySet {
  private hotkeys: Hotkeys | null | undefined
  private active = false
  private readonly registered = new Map<HotkeyAction, string>()

  constructor(
    private readonly registrar: ShortcutRegistrar,
    private readonly pressed: (action: HotkeyAction) => void,
    private readonly changed: (views: readonly HotkeyView[]) => void
  ) {}

  /** The same ones again leave the keys where they are: every change of any setting tells them. */
  use(hotkeys: Hotkeys | null): void {
    if (isDeepStrictEqual(hotkeys, this.hotkeys)) return
    this.hotkeys = hotkeys
    this.apply()
  }

  setActive(active: boolean): void {
    if (active === this.active) return
    this.active = active
    this.apply()
  }

  get views(): HotkeyView[] {
    return hotkeyActions.map((action) => {
      const accelerator = this.hotkeys?.[action] ?? ''
      const asked = this.active && accelerator !== ''
      const state = !asked ? 'inactive' : this.registered.has(action) ? 'registered' : 'failed'
      return { action, accelerator, state }
    })
  }

  private apply(): void {
    for (const accelerator of this.registered.values()) this.registrar.unregister(accelerator)
    this.registered.clear()
    if (this.active && this.hotkeys) {
      for (const action of hotkeyActions) this.register(action, this.hotkeys[action])
    }
    this.changed(this.views)
  }

  private register(action: HotkeyAction, accelerator: string): void {
    if (accelerator === '' || [...this.registered.values()].includes(accelerator)) return
    const taken = this.registrar.register(accelerator, () => {
      this.pressed(action)
    })
    if (taken) this.registered.set(action, accelerator)
  }
}
