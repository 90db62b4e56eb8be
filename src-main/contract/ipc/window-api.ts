import type { CommandName } from './command-names'
import type { CommandInput, CommandOutput } from './commands'
import type { Result } from './result'
import type { Levels, SnapshotChange } from './snapshot'

/** What a preload puts on `window.coachline`: one function per command, and two subscriptions. */
export type WindowApi = {
  readonly [Name in CommandName]: (
    ...input: undefined extends CommandInput<Name> ? [] : [CommandInput<Name>]
  ) => Promise<Result<CommandOutput<Name>>>
} & {
  /** @returns a function that ends the subscription */
  readonly onSnapshotChanged: (listener: (change: SnapshotChange) => void) => () => void
  readonly onLevels: (listener: (levels: Levels) => void) => () => void
}
