import type { HotkeyAction } from '@contract/settings/hotkeys'
import { acceleratorText } from '../../i18n/accelerator-text'
import { useSlice } from '../../store/coachline-context'

/** The global hotkey of an action as this keyboard spells it; undefined when it has none. */
export function useHotkeyText(action: HotkeyAction): string | undefined {
  const hotkey = useSlice('hotkeys').find((view) => view.action === action)
  const { platform } = useSlice('app')
  return hotkey?.accelerator ? acceleratorText(hotkey.accelerator, platform) : undefined
}
