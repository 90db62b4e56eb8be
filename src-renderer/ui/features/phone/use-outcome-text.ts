import { useTranslation } from 'react-i18next'
import type { RecentCall } from '@contract/ipc/phone-view'
import { partyName } from './party-text'

/** How a call ended: in a sentence, and with what support will ask for. */
export interface OutcomeText {
  readonly what: string
  /** code, phrase and reason of the PBX; empty when it said none */
  readonly code: string
}

export function useOutcomeText(): (call: RecentCall) => OutcomeText {
  const { t } = useTranslation()
  return ({ outcome, party, statusCode, reasonPhrase, pbxReason }) => ({
    what: t(`phone.outcome.${outcome}`, { name: partyName(party) }),
    code: [[statusCode, reasonPhrase].filter(Boolean).join(' '), pbxReason]
      .filter(Boolean)
      .join(' · ')
  })
}
