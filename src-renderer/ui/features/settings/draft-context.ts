import { createContext, use } from 'react'
import type { AccountDraft } from './account-draft'
import type { CustomerDraft } from './customer-draft'

/** What the fields of the customer form need, so that they need not be handed it one by one. */
export interface DraftForm {
  readonly draft: CustomerDraft
  readonly isActive: boolean
  readonly hasPassword: boolean
  readonly hasTurnPassword: boolean
  readonly change: (change: (draft: CustomerDraft) => CustomerDraft) => void
  /** Like `change`, for a removal: it can be undone until the next one. */
  readonly remove: (name: string, change: (draft: CustomerDraft) => CustomerDraft) => void
  /** the sentence beside a field, once it was left or the form was sent */
  readonly problemAt: (path: string) => string | undefined
  /** what is unusual but may be right */
  readonly warningAt: (path: string) => string | undefined
  readonly touch: (path: string) => void
  /** whether anything under a path keeps the draft from being used, shown or not */
  readonly hasProblemIn: (prefix: string) => boolean
}

export const DraftFormContext = createContext<DraftForm | null>(null)

export function useDraftForm(): DraftForm {
  const form = use(DraftFormContext)
  if (!form) throw new Error('a field was rendered outside of the customer form')
  return form
}

/** The part of the draft that is about the account, and how a part of that is changed. */
export function useAccountDraft(): {
  readonly account: AccountDraft
  readonly changeAccount: (part: Partial<AccountDraft>) => void
} {
  const { draft, change } = useDraftForm()
  const changeAccount = (part: Partial<AccountDraft>) => {
    change((before) => ({ ...before, account: { ...before.account, ...part } }))
  }
  return { account: draft.account, changeAccount }
}
