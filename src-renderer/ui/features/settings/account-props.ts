import type { AccountDraft } from './account-draft'

/** What each part of the account form is given. */
export interface AccountProps {
  readonly account: AccountDraft
  readonly onChange: (part: Partial<AccountDraft>) => void
}
