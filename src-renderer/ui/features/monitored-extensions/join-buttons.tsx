import { useTranslation } from 'react-i18next'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { ModeIcon } from '../../components/mode-icon'
import type { JoinRefusal } from './join-refusal'

const keys = { spy: 'Enter', whisper: 'w', 'barge-in': 'b' } as const

export interface JoinButtonsProps {
  readonly row: MonitoredExtension
  readonly refusal: JoinRefusal | null
  /** only the buttons of the selected line are in the tab order */
  readonly reachable: boolean
  readonly onJoin: (extension: string, mode: SupervisionMode) => void
}

/** Disabled buttons can still be focused and pointed at: they are the ones that have something to explain. */
export function JoinButtons({ row, refusal, reachable, onJoin }: JoinButtonsProps) {
  const { t } = useTranslation()
  const unknown = row.status === 'unknown' || row.status === 'not-allowed'
  const reason = refusal
    ? t(`joinRefusal.${refusal}`)
    : unknown
      ? t('joinHint.state-unknown')
      : undefined
  return (
    <span className="join-buttons" data-refused={refusal ?? undefined}>
      {supervisionModes.map((mode) => {
        const label = t(`list.actions.${mode}`, { name: row.name || row.extension })
        return (
          <button
            key={mode}
            type="button"
            className={`join-button mode--${mode}`}
            aria-label={label}
            aria-description={reason}
            aria-disabled={refusal !== null}
            aria-keyshortcuts={keys[mode]}
            data-hint={reason ?? `${t(`modes.${mode}`)}: ${t(`modeMeaning.${mode}`)}`}
            tabIndex={reachable ? 0 : -1}
            onClick={() => {
              if (refusal === null) onJoin(row.extension, mode)
            }}
          >
            <ModeIcon mode={mode} size={15} />
            <span className="join-button__word">{t(`modes.${mode}`)}</span>
          </button>
        )
      })}
    </span>
  )
}
