import { useTranslation } from 'react-i18next'
import type { HotkeyAction } from '@contract/settings/hotkeys'
import { useSlice } from '../../store/coachline-context'
import { useHotkeyText } from './use-hotkey-text'

/** The global hotkey of an action; struck out when another program owns it. */
export function HotkeyCap({ action }: { action: HotkeyAction }) {
  const { t } = useTranslation()
  const text = useHotkeyText(action)
  const failed = useSlice('hotkeys').some(
    (hotkey) => hotkey.action === action && hotkey.state === 'failed'
  )
  return (
    <span
      className={`hotkey-cap${failed ? ' hotkey-cap--failed' : ''}`}
      data-hint={failed ? t('hotkeys.states.failed') : undefined}
    >
      {text}
    </span>
  )
}
