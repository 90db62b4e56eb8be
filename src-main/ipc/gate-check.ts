import { commands, type WindowKind } from '@contract/ipc/commands'
import type { CommandName } from '@contract/ipc/command-names'

/** A window that main opened, and the one page it may show. */
export interface KnownWindow {
  readonly kind: WindowKind
  readonly page: string
}

/** What Electron says of the sender of a message; never what the message says of itself. */
export interface Sender {
  readonly webContentsId: number
  readonly isMainFrame: boolean
  readonly frameUrl: string
}

export type GateVerdict =
  | { allowed: true; name: CommandName; kind: WindowKind }
  | {
      allowed: false
      because:
        | 'unknown-window'
        | 'not-main-frame'
        | 'wrong-page'
        | 'unknown-command'
        | 'not-for-this-window'
    }

/** The checks of the gate before the input is even looked at, in the order of docs/ARCHITECTURE.md. */
export function checkSender(
  windows: ReadonlyMap<number, KnownWindow>,
  sender: Sender,
  name: unknown
): GateVerdict {
  const window = windows.get(sender.webContentsId)
  if (!window) return { allowed: false, because: 'unknown-window' }
  if (!sender.isMainFrame) return { allowed: false, because: 'not-main-frame' }
  if (!samePage(sender.frameUrl, window.page)) return { allowed: false, because: 'wrong-page' }
  if (!isCommand(name)) return { allowed: false, because: 'unknown-command' }
  const callers: readonly WindowKind[] = commands[name].callers
  return callers.includes(window.kind)
    ? { allowed: true, name, kind: window.kind }
    : { allowed: false, because: 'not-for-this-window' }
}

function isCommand(name: unknown): name is CommandName {
  return typeof name === 'string' && Object.hasOwn(commands, name)
}

/** Query and fragment do not make another page; scheme, host and path do. */
function samePage(url: string, page: string): boolean {
  const bare = (text: string) => text.replace(/[?#].*$/, '')
  return bare(url) === bare(page)
}
