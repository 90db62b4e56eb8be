import { createContext, use, useCallback, useSyncExternalStore } from 'react'
import type { CommandName } from '@contract/ipc/command-names'
import type { CommandOutput } from '@contract/ipc/commands'
import type { Result } from '@contract/ipc/result'
import type { SliceName, Slices } from '@contract/ipc/snapshot'
import type { WindowApi } from '@contract/ipc/window-api'
import type { Clock } from './clock'
import type { FailedIntents } from './failed-intents'
import { sendCommand, type CommandArguments } from './send-command'
import type { SnapshotState, SnapshotStore } from './snapshot-store'

/** What every screen stands on. Made once, in main.tsx. */
export interface Coachline {
  readonly api: WindowApi
  readonly store: SnapshotStore
  readonly clock: Clock
  readonly failedIntents: FailedIntents
}

export const CoachlineContext = createContext<Coachline | null>(null)

export function useCoachline(): Coachline {
  const coachline = use(CoachlineContext)
  if (!coachline) throw new Error('rendered outside of CoachlineContext')
  return coachline
}

export function useSnapshotState(): SnapshotState {
  const { store } = useCoachline()
  return useSyncExternalStore(store.subscribe, store.getState)
}

/** One slice; renders again only when main replaced it. Only below a screen that knows the snapshot is there. */
export function useSlice<Name extends SliceName>(name: Name): Slices[Name] {
  const { store } = useCoachline()
  return useSyncExternalStore(store.subscribe, () => {
    const state = store.getState()
    if (state.status !== 'ready') throw new Error(`${name} was read before the snapshot came`)
    return state.slices[name]
  })
}

/** Epoch ms of the current second. */
export function useNow(): number {
  const { clock } = useCoachline()
  return useSyncExternalStore(clock.subscribe, clock.now)
}

/** Asks main and gives the answer to the caller, for forms that show it beside their fields. */
export function useSend(): <Name extends CommandName>(
  name: Name,
  ...input: CommandArguments<Name>
) => Promise<Result<CommandOutput<Name>>> {
  const { api } = useCoachline()
  return useCallback((name, ...input) => sendCommand(api, name, ...input), [api])
}

/** Asks main; a failure is shown with the notices. */
export function useIntent(): <Name extends CommandName>(
  name: Name,
  ...input: CommandArguments<Name>
) => void {
  const { api, failedIntents } = useCoachline()
  return useCallback(
    (name, ...input) => {
      void sendCommand(api, name, ...input).then((answer) => {
        if (answer.ok) failedIntents.settled(name)
        else failedIntents.failed(name, answer.failure)
      })
    },
    [api, failedIntents]
  )
}
