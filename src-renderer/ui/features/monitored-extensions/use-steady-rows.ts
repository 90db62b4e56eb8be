import { useMemo, useSyncExternalStore } from 'react'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { useCoachline } from '../../store/coachline-context'
import { steadyRows } from './steady-rows'

/** The rows of the shown customer, as often as they can be looked at. Only below a screen that knows the snapshot is there. */
export function useSteadyRows(): readonly MonitoredExtension[] {
  const { store } = useCoachline()
  const steady = useMemo(
    () =>
      steadyRows({
        subscribe: store.subscribe,
        read: () => {
          const state = store.getState()
          if (state.status !== 'ready') throw new Error('rows were read before the snapshot came')
          return state.slices.extensions
        }
      }),
    [store]
  )
  return useSyncExternalStore(steady.subscribe, steady.get)
}
