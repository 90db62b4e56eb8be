import { useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { DockActions } from '../ui/features/supervision/dock-actions'
import { MicrophoneBadge } from '../ui/features/supervision/microphone-badge'
import { ModeSwitch } from '../ui/features/supervision/mode-switch'
import { SupervisedAgent } from '../ui/features/supervision/supervised-agent'
import type { SupervisionInProgress } from '../ui/features/supervision/supervision-in-progress'
import { WhoHearsYou } from '../ui/features/supervision/who-hears-you'
import { useWindowTitle } from '../ui/app/window-title'
import { useIntent, useSlice } from '../ui/store/coachline-context'
import '../ui/features/supervision/supervision-dock.css'
import { HudProblem } from './hud-problem'
import { Parting } from './parting'
import { useDrawn } from './use-drawn'
import { useFit } from './use-fit'

/** The dock of the main window, as small as it can be read. Soon after the supervision its window is gone. */
export function Hud() {
  const view = useSlice('supervision')
  useWindowTitle()
  useDrawn(view)
  if (view.phase !== 'idle') return <SmallDock view={view} />
  return view.last && <Parting last={view.last} />
}

function SmallDock({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  const intent = useIntent()
  const dock = useRef<HTMLElement>(null)
  useFit(dock)
  return (
    <section
      ref={dock}
      className={`dock hud mode--${view.mode}`}
      data-mode={view.mode}
      data-phase={view.phase}
      aria-label={t('dock.label')}
      // A press leaves the focus where it is: what is typed next must press nothing here.
      onMouseDown={(event) => event.preventDefault()}
    >
      <div className="hud__head">
        <SupervisedAgent view={view} onName={() => intent('window.show')} />
        <DockActions view={view} compact />
      </div>
      <div className="hud__truth">
        <MicrophoneBadge microphone={view.phase === 'supervising' ? view.microphone : null} />
        <WhoHearsYou view={view} />
      </div>
      <ModeSwitch view={view} />
      <HudProblem view={view} />
    </section>
  )
}
