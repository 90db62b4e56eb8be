import type { MessageSummary, TracedMessage } from '@contract/ipc/trace-view'

export const traceKinds = ['call', 'registration', 'subscription', 'other'] as const
export type TraceKind = (typeof traceKinds)[number]

/** The messages of one Call-ID, oldest first, and what they are about. */
export interface TraceGroup {
  readonly key: string
  readonly kind: TraceKind
  /** of the first message; empty for what is no SIP message */
  readonly method: string
  readonly callId: string
  readonly customer: string
  readonly from: string
  readonly to: string
  readonly at: number
  readonly outcome: Outcome
  readonly messages: readonly TracedMessage[]
}

/** The final answer to the method that began it; null while there is none. */
export type Outcome =
  (Pick<MessageSummary, 'reasonPhrase'> & { readonly statusCode: number }) | null

const kindOf: Readonly<Record<string, TraceKind>> = {
  INVITE: 'call',
  REGISTER: 'registration',
  SUBSCRIBE: 'subscription',
  NOTIFY: 'subscription'
}

/** The latest first, so that what is happening is in sight. */
export function groupMessages(messages: readonly TracedMessage[]): readonly TraceGroup[] {
  const byKey = new Map<string, TracedMessage[]>()
  for (const message of messages) {
    const key = `${message.customer}\n${message.summary?.callId ?? ''}`
    const group = byKey.get(key)
    if (group) group.push(message)
    else byKey.set(key, [message])
  }
  return [...byKey].map(([key, grouped]) => groupOf(key, grouped)).reverse()
}

function groupOf(key: string, messages: readonly TracedMessage[]): TraceGroup {
  const [first] = messages
  const { method = '', callId = '', from = first?.remote ?? '', to = '' } = first?.summary ?? {}
  return {
    key,
    kind: kindOf[method] ?? 'other',
    method,
    callId,
    customer: first?.customer ?? '',
    from,
    to,
    at: first?.at ?? 0,
    outcome: outcomeOf(method, messages),
    messages
  }
}

function outcomeOf(method: string, messages: readonly TracedMessage[]): Outcome {
  for (const { summary } of messages.toReversed()) {
    if (summary?.method !== method) continue
    const { statusCode, reasonPhrase } = summary
    if (statusCode !== null && statusCode >= 200) return { statusCode, reasonPhrase }
  }
  return null
}

export interface TraceFilter {
  readonly query: string
  /** null shows every kind */
  readonly kind: TraceKind | null
}

export function matchesFilter(group: TraceGroup, { query, kind }: TraceFilter): boolean {
  if (kind !== null && group.kind !== kind) return false
  const { method, callId, customer, from, to, outcome } = group
  const answer = outcome ? `${outcome.statusCode} ${outcome.reasonPhrase}` : ''
  const text = [method, callId, customer, from, to, answer].join('\n').toLowerCase()
  return text.includes(query.trim().toLowerCase())
}
