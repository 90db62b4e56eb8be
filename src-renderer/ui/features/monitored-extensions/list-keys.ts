import type { SupervisionMode } from '@contract/telephony/supervision-mode'

/** What a key does while the list has the focus. */
export type ListAction =
  | { kind: 'move'; by: number }
  | { kind: 'move-to'; where: 'first' | 'last' }
  | { kind: 'join'; mode: SupervisionMode }
  | { kind: 'bell' }
  | { kind: 'fold'; how: 'toggle' | 'close' | 'open' }

const PAGE = 10

const actions: Readonly<Record<string, ListAction>> = {
  ArrowDown: { kind: 'move', by: 1 },
  ArrowUp: { kind: 'move', by: -1 },
  PageDown: { kind: 'move', by: PAGE },
  PageUp: { kind: 'move', by: -PAGE },
  Home: { kind: 'move-to', where: 'first' },
  End: { kind: 'move-to', where: 'last' },
  Enter: { kind: 'join', mode: 'spy' },
  s: { kind: 'join', mode: 'spy' },
  w: { kind: 'join', mode: 'whisper' },
  b: { kind: 'join', mode: 'barge-in' },
  n: { kind: 'bell' },
  ' ': { kind: 'fold', how: 'toggle' },
  ArrowLeft: { kind: 'fold', how: 'close' },
  ArrowRight: { kind: 'fold', how: 'open' }
}

export interface ListKey {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}

/** Keys with Ctrl, Alt or Cmd belong to the system and to the hotkeys. */
export function listAction({ key, ctrlKey, altKey, metaKey }: ListKey): ListAction | null {
  if (ctrlKey || altKey || metaKey) return null
  return actions[key.length === 1 ? key.toLowerCase() : key] ?? null
}

/** The index after a move, within the list; from nowhere the first step goes to where the selection was last. */
export function movedIndex(
  action: Extract<ListAction, { kind: 'move' | 'move-to' }>,
  current: number,
  count: number
): number {
  if (action.kind === 'move-to') return action.where === 'first' ? 0 : count - 1
  return Math.min(count - 1, Math.max(0, current + action.by))
}
