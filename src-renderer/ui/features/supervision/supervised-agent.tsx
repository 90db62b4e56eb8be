import { Loader } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { ElapsedTime } from '../../components/elapsed-time'
import { ModeIcon } from '../../components/mode-icon'
import { SupervisedElsewhere } from '../customers/supervised-elsewhere'
import { displayName } from './dock-message'
import type { SupervisionInProgress } from './supervision-in-progress'

export interface SupervisedAgentProps {
  readonly view: SupervisionInProgress
  /** makes the name a button */
  readonly onName?: () => void
}

/** Who, in which mode, how sure, and since when. */
export function SupervisedAgent({ view, onName }: SupervisedAgentProps) {
  const { t } = useTranslation()
  const mode = t(`modes.${view.mode}`)
  const joining = view.phase === 'joining'
  return (
    <div className="dock__agent">
      <span className="dock__disc">
        {joining ? (
          <Loader size={18} color="var(--ink-on-mode)" />
        ) : (
          <ModeIcon mode={view.mode} size={22} />
        )}
      </span>
      <div className="dock__who">
        <p className="dock__mode ellipsis" role="status" data-testid="supervision-mode">
          {joining
            ? `${t('dock.joining')} · ${mode}`
            : t(`dock.modeWithKnowledge.${view.knowledge}`, { mode })}
        </p>
        {onName ? (
          <button
            type="button"
            className="dock__name ellipsis"
            aria-description={t('hud.open')}
            data-hint={t('hud.open')}
            onClick={onName}
          >
            {displayName(view.target)}
          </button>
        ) : (
          <p className="dock__name ellipsis">{displayName(view.target)}</p>
        )}
        <p className="dock__line tabular">
          <span>{view.target.extension}</span>
          {!joining && (
            <span className="dock__timer" role="timer" aria-label={t('dock.inCallFor')}>
              <ElapsedTime since={view.answeredAt} />
            </span>
          )}
        </p>
        <SupervisedElsewhere />
      </div>
    </div>
  )
}
