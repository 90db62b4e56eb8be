import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { ModeIcon } from '../../components/mode-icon'
import { useIntent } from '../../store/coachline-context'
import { HotkeyCap } from './hotkey-cap'
import type { SupervisionInProgress } from './supervision-in-progress'
import './mode-switch.css'

/**
 * Three buttons rather than radio buttons: with those an arrow key alone would switch, and somebody would be heard who
 * did not mean to be.
 */
export function ModeSwitch({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  return (
    <div className="mode-switch" role="group" aria-label={t('dock.mode')}>
      {supervisionModes.map((mode) => (
        <ModeButton key={mode} mode={mode} view={view} />
      ))}
    </div>
  )
}

function ModeButton({ mode, view }: { mode: SupervisionMode; view: SupervisionInProgress }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const supervising = view.phase === 'supervising'
  const current = supervising && view.mode === mode
  const pending = supervising ? view.change?.to === mode : view.mode === mode
  const noSwitch = supervising && !view.canSwitch && !current
  const disabled = !supervising || noSwitch
  const name = t(`modes.${mode}`)
  const reason = noSwitch ? t('dock.noSwitch') : undefined
  return (
    <button
      type="button"
      className={`mode-switch__button mode--${mode}`}
      aria-pressed={current}
      aria-busy={pending}
      aria-disabled={disabled}
      aria-label={name}
      aria-description={reason ?? t(`modeMeaning.${mode}`)}
      data-hint={reason ?? t(`modeMeaning.${mode}`)}
      data-pending={pending || undefined}
      onClick={() => {
        if (!disabled && !current) intent('supervision.changeMode', { mode })
      }}
    >
      <span className="mode-switch__name">
        {pending ? <Loader size={14} color="var(--mode-ink)" /> : <ModeIcon mode={mode} />}
        {name}
      </span>
      <HotkeyCap action={mode} />
    </button>
  )
}
