import { ok } from '@contract/ipc/result'
import type { CustomerDirectory } from '../customers/customer-directory'
import { saveTrace } from '../diagnostics/electron-save-trace'
import type { SipTrace } from '../diagnostics/sip-trace'
import type { CommandHandlers } from '../ipc/gate'

export interface DiagnosticsCommandParts {
  readonly directory: Pick<CustomerDirectory, 'setDiagnostics'>
  readonly trace: SipTrace
  /** name and version of the app, for the files */
  readonly producer: string
}

type DiagnosticsCommand = Extract<keyof CommandHandlers, `diagnostics.${string}`>

export function diagnosticsCommands(
  parts: DiagnosticsCommandParts
): Pick<CommandHandlers, DiagnosticsCommand> {
  const { directory, trace, producer } = parts
  return {
    'diagnostics.setSipTrace': ({ on }) => directory.setDiagnostics({ sipTrace: on }),
    'diagnostics.readTrace': async ({ since }) => ok(await trace.read(since)),
    'diagnostics.readMessage': ({ id }) => ok({ text: trace.textOf(id) }),
    'diagnostics.clearTrace': () => {
      trace.clear()
      return ok()
    },
    'diagnostics.exportTrace': ({ format }) => {
      // What the trace holds when the dialog opens: it goes on meanwhile.
      const entries = [...trace.entries]
      const { dropped } = trace
      return saveTrace({ entries, dropped, exportedAt: Date.now(), producer }, format)
    }
  }
}
