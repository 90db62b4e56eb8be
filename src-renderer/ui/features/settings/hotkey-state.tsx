import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import { isWrittenWithAltGr, type HotkeyAction } from '@contract/settings/hotkeys'
import { useSlice } from '../../store/coachline-context'
import { useDraftForm } from './draft-context'

/** Whether the key works: a clash, then what the system said when it was registered. */
export function HotkeyState({ action }: { action: HotkeyAction }) {
  const { t } = useTranslation()
  const { draft, isActive, problemAt } = useDraftForm()
  const { platform } = useSlice('app')
  const registered = useSlice('hotkeys').find((view) => view.action === action)
  const accelerator = draft.hotkeys[action]
  const problem = problemAt(`hotkey.${action}`)

  if (problem !== undefined) return <Problem text={problem} />
  if (accelerator === '') return <Plain text={t('hotkeys.states.unset')} />
  if (platform !== 'darwin' && isWrittenWithAltGr(accelerator)) {
    return <Problem text={t('hotkeys.states.altGr')} />
  }
  if (!isActive) return <Plain text={t('hotkeys.states.otherCustomer')} />
  if (registered?.accelerator !== accelerator) {
    return <Plain text={t('hotkeys.states.unsaved')} />
  }
  switch (registered.state) {
    case 'failed':
      return <Problem text={t('hotkeys.states.failed')} />
    case 'registered':
      return (
        <span className="hotkey-state hotkey-state--works">
          <IconCircleCheck size={16} stroke={1.75} aria-hidden="true" />
          {t('hotkeys.states.registered')}
        </span>
      )
    case 'inactive':
      return <Plain text={t('hotkeys.states.inactive')} />
  }
}

function Plain({ text }: { text: string }) {
  return <span className="hotkey-state">{text}</span>
}

function Problem({ text }: { text: string }) {
  return (
    <span className="hotkey-state hotkey-state--problem" role="alert">
      <IconAlertTriangle size={16} stroke={1.75} aria-hidden="true" />
      {text}
    </span>
  )
}
