import { useEffect } from 'react'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { useCoachline, useIntent } from '../ui/store/coachline-context'

/** Tells main that a view is on the page. Main hides a window that does not say so in time. */
export function useDrawn(view: SupervisionView): void {
  const intent = useIntent()
  const { store } = useCoachline()
  useEffect(() => {
    const state = store.getState()
    if (state.status === 'ready') intent('hud.drawn', { revision: state.revision })
  }, [view, store, intent])
}
