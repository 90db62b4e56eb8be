import { useTranslation } from 'react-i18next'
import type { HotkeyAction } from '@contract/settings/hotkeys'
import { acceleratorText } from '../../i18n/accelerator-text'
import { useSlice } from '../../store/coachline-context'

/** The global hotkey of an action; struck out when another program owns it. */
export function HotkeyCap({ action }: { action: HotkeyAction }) {
  const { t } = useTranslation()
  const hotkey = useSlice('hotkeys').find((view) => view.action === action)
  const { platform } = useSlice('app')
  if (!hotkey?.accelerator) return <span className="hotkey-cap" />
  const failed = hotkey.state === 'failed'
  return (
    <span
      className={`hotkey-cap${failed ? ' hotkey-cap--failed' : ''}`}
      data-hint={failed ? t('hotkeys.states.failed') : undefined}
    >
      {acceleratorText(hotkey.accelerator, platform)}
    </span>
  )
}
