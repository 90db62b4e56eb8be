import { useSyncExternalStore } from 'react'
import { useCoachline, useIntent, useSlice } from '../../store/coachline-context'
import { shownNotices, type ShownNotice } from './shown-notices'

/** Everything there is to tell, newest last, and how it is put away. */
export function useNotices(): {
  readonly notices: readonly ShownNotice[]
  readonly dismiss: (notice: ShownNotice) => void
} {
  const { failedIntents } = useCoachline()
  const intent = useIntent()
  const failed = useSyncExternalStore(failedIntents.subscribe, failedIntents.list)
  return {
    notices: shownNotices(useSlice('notices'), failed, useSlice('supervision')),
    dismiss(notice) {
      if (notice.source === 'main') intent('notices.dismiss', { id: notice.id })
      else failedIntents.settled(notice.command)
    }
  }
}
