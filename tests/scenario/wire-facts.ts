import {
  headerOf,
  type SipRequest,
  type SipResponse
} from '../../src-main/demo-pbx/sip/sip-message'
import type { WireLog } from '../support/wire-tap/wire-log'

export interface SipResult {
  readonly statusCode: number
  readonly reasonPhrase: string
}

/** What the app put on the wire in a step, and what the PBX answered; nothing answers an RFC 4733 event. */
export interface Sent {
  readonly kind: 'dialled' | 'code'
  readonly text: string
  /** the number dialled, or the digits of the code */
  readonly dialString: string
  readonly sip: SipResult | null
}

/** Everything that the app dialled or sent as a code since a time, in one. */
export function sentSince(log: WireLog, since: number): Sent | undefined {
  const invites = log.exchanges('INVITE', since)
  const dialled = invites.at(-1)
  if (dialled) {
    const number = userOf(dialled.request)
    return { kind: 'dialled', text: number, dialString: number, sip: resultOf(dialled.response) }
  }
  const infos = log.exchanges('INFO', since)
  const last = infos.at(-1)
  if (last) {
    const digits = infos.map(({ request }) => signalOf(request)).join('')
    return {
      kind: 'code',
      text: `${digits} (INFO)`,
      dialString: digits,
      sip: resultOf(last.response)
    }
  }
  const digits = eventDigits(log, since)
  return digits === ''
    ? undefined
    : { kind: 'code', text: `${digits} (RFC 4733)`, dialString: digits, sip: null }
}

export function resultOf({ statusCode, reasonPhrase }: SipResponse): SipResult {
  return { statusCode, reasonPhrase }
}

/** The dialled number in a Request-URI, as it was before escaping (RFC 3261 §19.1.2). */
export function userOf({ requestUri }: SipRequest): string {
  return decodeURIComponent(/^sips?:([^@;]*)@/i.exec(requestUri)?.[1] ?? '')
}

/** `application/dtmf-relay` has a Signal line; `application/dtmf` is the digit alone. */
function signalOf(request: SipRequest): string {
  if (/dtmf-relay/i.test(headerOf(request, 'Content-Type') ?? '')) {
    return /^\s*Signal\s*=\s*(\S)/im.exec(request.body)?.[1] ?? '?'
  }
  return request.body.trim()
}

function eventDigits({ fromApp }: WireLog, since: number): string {
  const digits = new Map<number, string>()
  for (const { at, timestamp, digit } of fromApp.events) {
    if (at >= since) digits.set(timestamp, digit)
  }
  return [...digits.values()].join('')
}
