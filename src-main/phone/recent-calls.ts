import type { PhoneParty, RecentCall } from '@contract/ipc/phone-view'
import type { CallEnd } from '@contract/telephony/call-state'
import { isMissed, phoneOutcome, type PhoneOutcome } from '@contract/telephony/phone-outcome'
import { reasonText } from '@contract/telephony/reason'
import type { PhoneCallFacts } from './phone-call'
import type { PhoneLeg } from './ports'

const maxCalls = 50

/** The latest first. */
export function withRecent(recent: readonly RecentCall[], call: RecentCall): RecentCall[] {
  return [call, ...recent].slice(0, maxCalls)
}

export function allSeen(recent: readonly RecentCall[]): RecentCall[] {
  return recent.map((call) => (call.unseen ? { ...call, unseen: false } : call))
}

export interface CallThatWas {
  readonly party: PhoneParty
  readonly answeredAt: number | null
  /** left out where it was refused without one */
  readonly leg?: Pick<PhoneLeg, 'statistics'>
}

/** What is kept of a call when it is over. Times are epoch milliseconds. */
export function recentCall(
  facts: Omit<PhoneCallFacts, 'consultFor'>,
  { party, answeredAt, leg }: CallThatWas,
  end: CallEnd | 'transferred' | 'missed-while-supervising',
  endedAt: number
): RecentCall {
  const { id, customerId, customerName, direction, startedAt } = facts
  const outcome: PhoneOutcome =
    typeof end === 'string'
      ? end
      : phoneOutcome({ direction, wasConnected: answeredAt !== null }, end)
  const said = typeof end === 'string' ? null : end
  // What we answer ourselves is no news to the person who pressed the button.
  const theirs = said?.by === 'local' ? null : said
  return {
    id,
    customerId,
    customerName,
    direction,
    party,
    startedAt,
    durationSeconds:
      answeredAt === null ? null : Math.max(0, Math.round((endedAt - answeredAt) / 1_000)),
    outcome,
    statusCode: theirs?.statusCode ?? null,
    reasonPhrase: theirs?.reasonPhrase ?? null,
    pbxReason: theirs?.reason === undefined ? null : reasonText(theirs.reason) || null,
    unseen: isMissed(outcome),
    statistics: leg?.statistics ?? null
  }
}
