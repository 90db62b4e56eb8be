import { useSlice } from '../../store/coachline-context'
import { IdleBar } from './idle-bar'
import { SupervisionDock } from './supervision-dock'

/** The lower edge of the window: the supervision in progress, else how the last one ended. */
export function SupervisionBar({ withShortcuts }: { withShortcuts: boolean }) {
  const supervision = useSlice('supervision')
  return supervision.phase === 'idle' ? (
    <IdleBar last={supervision.last} withShortcuts={withShortcuts} />
  ) : (
    <SupervisionDock view={supervision} />
  )
}
