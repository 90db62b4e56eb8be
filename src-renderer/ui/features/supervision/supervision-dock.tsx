import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { TrainingCard } from '../training/training-card'
import { DockActions } from './dock-actions'
import { DockMessageLine } from './dock-message-line'
import { MicrophoneBadge } from './microphone-badge'
import { ModeSwitch } from './mode-switch'
import { SoundMeters } from './sound-meters'
import { SupervisedAgent } from './supervised-agent'
import type { SupervisionInProgress } from './supervision-in-progress'
import { useFocusBackToList } from './use-focus-back-to-list'
import { WhoHearsYou } from './who-hears-you'
import './supervision-dock.css'

/** Every slot is there from the first moment to the last, so that no button moves under the pointer. */
export function SupervisionDock({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  const dock = useRef<HTMLElement>(null)
  useFocusBackToList(dock)
  return (
    <section
      ref={dock}
      className={`dock mode--${view.mode}`}
      data-mode={view.mode}
      data-phase={view.phase}
      aria-label={t('dock.label')}
    >
      <TrainingCard />
      <div className="dock__slots">
        <SupervisedAgent view={view} />
        <div className="dock__controls">
          <ModeSwitch view={view} />
          <DockActions view={view} />
        </div>
        <WhoHearsYou view={view} />
        <MicrophoneBadge microphone={view.phase === 'supervising' ? view.microphone : null} />
        <SoundMeters />
      </div>
      <DockMessageLine view={view} />
    </section>
  )
}
