import { ipcMain, type WebContents } from 'electron'
import { failure } from '@contract/errors/reasons'
import { hudEventNames, type CommandName, type EventName } from '@contract/ipc/command-names'
import { commands, type CommandOutput, type WindowKind } from '@contract/ipc/commands'
import { fail, type Result } from '@contract/ipc/result'
import type { z } from 'zod'
import { checkSender, type KnownWindow } from './gate-check'

type Parsed<Name extends CommandName> = z.output<(typeof commands)[Name]['input']>

/** What main does for each command. Input has been parsed by the schema of the contract. */
export type CommandHandlers = {
  [Name in CommandName]: (
    input: Parsed<Name>
  ) => Result<CommandOutput<Name>> | Promise<Result<CommandOutput<Name>>>
}

/** The only importer of ipcMain: every message of a window passes here, and every event to a window leaves here. */
export class IpcGate {
  private readonly windows = new Map<number, KnownWindow & { webContents: WebContents }>()

  constructor(
    private readonly log: { warn(message: string): void; error(message: string): void }
  ) {}

  /** Lets a window in for as long as it lives. */
  admit(webContents: WebContents, kind: WindowKind, page: string): void {
    const { id } = webContents
    this.windows.set(id, { kind, page, webContents })
    webContents.once('destroyed', () => this.windows.delete(id))
  }

  serve(handlers: CommandHandlers): void {
    // electron-store answers any renderer on a channel of its own; no channel goes round the gate.
    ipcMain.removeAllListeners('electron-store-get-data')
    ipcMain.handle('coachline:command', async (event, name: unknown, input: unknown) => {
      const verdict = checkSender(
        this.windows,
        {
          webContentsId: event.sender.id,
          isMainFrame: event.senderFrame !== null && event.senderFrame === event.sender.mainFrame,
          frameUrl: event.senderFrame?.url ?? ''
        },
        name
      )
      if (!verdict.allowed) {
        this.log.warn(`ipc: refused, ${verdict.because}`)
        throw new Error('refused')
      }
      return this.run(handlers, verdict.name, input)
    })
  }

  tell(name: EventName, payload: unknown): void {
    for (const { kind, webContents } of this.windows.values()) {
      if (hears(kind, name) && !webContents.isDestroyed())
        webContents.send(`coachline:event:${name}`, payload)
    }
  }

  private async run(
    handlers: CommandHandlers,
    name: CommandName,
    input: unknown
  ): Promise<Result<unknown>> {
    const parsed = commands[name].input.safeParse(input)
    if (!parsed.success) {
      const issue = parsed.error.issues[0]
      this.log.warn(`ipc: ${name} with invalid input at "${issue?.path.join('.') ?? ''}"`)
      const field = issue?.path.join('.') ?? ''
      return fail(failure('settings.invalid', { field, problem: issue?.message ?? '', value: '' }))
    }
    try {
      const handler = handlers[name] as (
        input: unknown
      ) => Result<unknown> | Promise<Result<unknown>>
      return await handler(parsed.data)
    } catch (error) {
      this.log.error(
        `ipc: ${name} failed: ${error instanceof Error ? (error.stack ?? '') : String(error)}`
      )
      return fail(failure('app.internal', { command: name }))
    }
  }
}

function hears(kind: WindowKind, name: EventName): boolean {
  const heard: readonly EventName[] = hudEventNames
  return kind === 'ui' || heard.includes(name)
}
