import { failure } from '@contract/errors/reasons'
import type { CommandName } from '@contract/ipc/command-names'
import type { CommandInput, CommandOutput } from '@contract/ipc/commands'
import { fail, type Result } from '@contract/ipc/result'
import type { WindowApi } from '@contract/ipc/window-api'

export type CommandArguments<Name extends CommandName> = Parameters<WindowApi[Name]>

/** Asks main. A promise that rejects means that main could not even answer: that, too, becomes a reason. */
export async function sendCommand<Name extends CommandName>(
  api: WindowApi,
  name: Name,
  ...input: CommandArguments<Name>
): Promise<Result<CommandOutput<Name>>> {
  const command = api[name] as (input?: CommandInput<Name>) => Promise<Result<CommandOutput<Name>>>
  try {
    return await command(...(input as [CommandInput<Name>?]))
  } catch {
    return fail(failure('app.internal'))
  }
}
