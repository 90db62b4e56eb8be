import type { CallEnd } from './call-state'
import { answeredElsewhere } from './reason'

/** How an ordinary call ended, in the words of the product. */
export const phoneOutcomes = [
  'hung-up',
  'they-hung-up',
  'transferred',
  'connection-lost',
  // an incoming call that was not taken
  'missed',
  'missed-while-supervising',
  'rejected',
  'answered-elsewhere',
  // a call of ours that was not taken
  'cancelled',
  'busy',
  'declined',
  'no-answer',
  'unavailable',
  'not-found',
  'not-allowed',
  'no-common-audio',
  'refused'
] as const
export type PhoneOutcome = (typeof phoneOutcomes)[number]

export function isMissed(outcome: PhoneOutcome): boolean {
  return outcome === 'missed' || outcome === 'missed-while-supervising'
}

/** What is known of a call besides how SIP ended it. */
export interface EndedCall {
  readonly direction: 'outgoing' | 'incoming'
  readonly wasConnected: boolean
}

/** The end of a call, as SIP tells it, in the words of the product. */
export function phoneOutcome({ direction, wasConnected }: EndedCall, end: CallEnd): PhoneOutcome {
  if (end.by === 'network') return 'connection-lost'
  if (wasConnected) return end.by === 'local' ? 'hung-up' : 'they-hung-up'
  if (direction === 'incoming') return notTaken(end)
  return end.by === 'local' ? 'cancelled' : refused(end.statusCode)
}

function notTaken(end: CallEnd): PhoneOutcome {
  if (end.by === 'local') return 'rejected'
  if (end.by === 'rejected') return 'no-common-audio'
  return answeredElsewhere(end) ? 'answered-elsewhere' : 'missed'
}

function refused(statusCode: number | undefined): PhoneOutcome {
  switch (statusCode) {
    case 486:
    case 600:
      return 'busy'
    case 603:
    case 607:
      return 'declined'
    case 408:
    case 487:
      return 'no-answer'
    case 410:
    case 480:
    case 503:
    case 504:
      return 'unavailable'
    case 404:
    case 484:
    case 604:
      return 'not-found'
    case 401:
    case 403:
    case 407:
      return 'not-allowed'
    case 415:
    case 488:
    case 606:
      return 'no-common-audio'
    default:
      return 'refused'
  }
}
