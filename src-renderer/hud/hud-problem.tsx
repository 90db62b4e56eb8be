import { IconAlertTriangle } from '@tabler/icons-react'
import { useSyncExternalStore } from 'react'
import { useTranslation } from 'react-i18next'
import type { SupervisionInProgress } from '../ui/features/supervision/supervision-in-progress'
import { useFailureText } from '../ui/i18n/use-failure-text'
import { useCoachline } from '../ui/store/coachline-context'
import { hudProblem } from './problem-shown'

/** The line that is there only while something is wrong. What can be done about it stands in the main window too. */
export function HudProblem({ view }: { view: SupervisionInProgress }) {
  const { t } = useTranslation()
  const failureText = useFailureText()
  const { failedIntents } = useCoachline()
  const failed = useSyncExternalStore(failedIntents.subscribe, failedIntents.list)
  const problem = hudProblem(view, failed)
  const silent = problem?.kind === 'silent'
  return (
    <div className={`hud__problem${silent ? ' hud__problem--warning' : ''}`} role="status">
      {problem && (
        <>
          <IconAlertTriangle size={14} stroke={1.75} aria-hidden="true" />
          <p>
            {problem.kind === 'silent'
              ? t(`dock.message.silentBecause.${problem.cause}`)
              : failureText(problem.failure).text}
          </p>
        </>
      )}
    </div>
  )
}
