/** What a key does in the list of calls and in the ladder. */
export type RowAction =
  | { readonly kind: 'move'; readonly by: number }
  | { readonly kind: 'open' }
  | { readonly kind: 'leave' }

const page = 10

const actions: Readonly<Record<string, RowAction>> = {
  ArrowDown: { kind: 'move', by: 1 },
  ArrowUp: { kind: 'move', by: -1 },
  PageDown: { kind: 'move', by: page },
  PageUp: { kind: 'move', by: -page },
  Home: { kind: 'move', by: -Infinity },
  End: { kind: 'move', by: Infinity },
  Enter: { kind: 'open' },
  ' ': { kind: 'open' },
  Escape: { kind: 'leave' }
}

export function rowAction(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}): RowAction | null {
  if (event.ctrlKey || event.altKey || event.metaKey) return null
  return actions[event.key] ?? null
}

export function movedRow(current: number, by: number, count: number): number {
  return Math.min(count - 1, Math.max(0, current + by))
}
