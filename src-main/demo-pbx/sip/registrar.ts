import type { Clock } from '../clock'
import { parseAddress, parseCSeq, splitOutside, userOf } from './header-values'
import { headerOf, headersOf, type SipRequest } from './sip-message'
import type { ServerTransaction } from './server-transactions'
import type { Answer } from './sip-response'
import type { Flow } from './sip-transport'

export const minExpiresSeconds = 30
const defaultExpiresSeconds = 300
const maxExpiresSeconds = 3_600

interface Binding {
  readonly contact: string
  readonly callId: string
  readonly cseq: number
  readonly expiresAtMs: number
  /** the way that the REGISTER came */
  readonly flow: Flow
}

/** Bindings of AORs to contacts (RFC 3261 §10.3). */
export class Registrar {
  private readonly byUser = new Map<string, readonly Binding[]>()

  constructor(private readonly clock: Clock) {}

  /** @param user - who the request proved to come from: it may register its own AOR only */
  register({ request, flow }: ServerTransaction, user: string): Answer {
    if (userOf(parseAddress(headerOf(request, 'To') ?? '').uri) !== user) return { statusCode: 403 }

    const contacts = headersOf(request, 'Contact').flatMap((value) => splitOutside(value, ','))
    const current = this.bindingsOf(user)
    const outcome = contacts.includes('*')
      ? removeAll(request, contacts, current)
      : this.update({ request, flow }, contacts, current)
    if ('statusCode' in outcome) return outcome

    this.byUser.set(user, outcome)
    return { statusCode: 200, headers: outcome.map((binding) => this.contactHeader(binding)) }
  }

  private bindingsOf(user: string): readonly Binding[] {
    const nowMs = this.clock.nowMs()
    return (this.byUser.get(user) ?? []).filter(({ expiresAtMs }) => expiresAtMs > nowMs)
  }

  /** The newest binding of a user; undefined for nobody. */
  contactOf(user: string): { readonly contact: string; readonly flow: Flow } | undefined {
    return this.bindingsOf(user).at(-1)
  }

  private update(
    { request, flow }: Pick<ServerTransaction, 'request' | 'flow'>,
    contacts: readonly string[],
    current: readonly Binding[]
  ): readonly Binding[] | Answer {
    let bindings = current
    for (const value of contacts) {
      const { uri, parameters } = parseAddress(value)
      const asked = parameters.get('expires') ?? headerOf(request, 'Expires')
      const seconds = expiresSeconds(asked, maxExpiresSeconds, defaultExpiresSeconds)
      if (seconds === 'too-brief') return tooBrief
      const order = orderOf(request)
      const known = bindings.find(({ contact }) => contact === uri)
      if (known?.callId === order.callId && order.cseq <= known.cseq) return { statusCode: 500 }
      const others = bindings.filter(({ contact }) => contact !== uri)
      const expiresAtMs = this.clock.nowMs() + seconds * 1_000
      bindings = seconds === 0 ? others : [...others, { contact: uri, ...order, expiresAtMs, flow }]
    }
    return bindings
  }

  private contactHeader({ contact, expiresAtMs }: Binding) {
    const seconds = Math.max(0, Math.round((expiresAtMs - this.clock.nowMs()) / 1_000))
    return { name: 'Contact', value: `<${contact}>;expires=${seconds}` }
  }
}

/** RFC 3261 §10.2.8, §21.4.17, also used for subscriptions (RFC 6665 §4.2.1.1). */
export const tooBrief: Answer = {
  statusCode: 423,
  headers: [{ name: 'Min-Expires', value: String(minExpiresSeconds) }]
}

/** The interval to grant for what was asked: 0 ends it, anything else below the minimum is too brief. */
export function expiresSeconds(
  asked: string | undefined,
  maxSeconds: number,
  defaultSeconds: number
): number | 'too-brief' {
  // RFC 3261 §10.2.1.1: malformed values are treated as the default.
  const seconds = asked !== undefined && /^\d{1,10}$/.test(asked) ? Number(asked) : defaultSeconds
  return seconds > 0 && seconds < minExpiresSeconds ? 'too-brief' : Math.min(seconds, maxSeconds)
}

function removeAll(
  request: SipRequest,
  contacts: readonly string[],
  current: readonly Binding[]
): readonly Binding[] | Answer {
  if (contacts.length !== 1 || headerOf(request, 'Expires') !== '0') return { statusCode: 400 }
  const { callId, cseq } = orderOf(request)
  const newer = current.some((binding) => binding.callId === callId && cseq <= binding.cseq)
  return newer ? { statusCode: 500 } : []
}

function orderOf(request: SipRequest) {
  return {
    callId: headerOf(request, 'Call-ID') ?? '',
    cseq: parseCSeq(headerOf(request, 'CSeq') ?? '')?.number ?? 0
  }
}
