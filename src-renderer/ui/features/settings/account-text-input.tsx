import type { AccountDraft } from './account-draft'
import { useAccountDraft } from './draft-context'
import { DraftTextInput, type DraftTextInputProps } from './draft-text-input'

type TextField = {
  [Name in keyof AccountDraft]: string extends AccountDraft[Name] ? Name : never
}[keyof AccountDraft]

export interface AccountTextInputProps extends Omit<
  DraftTextInputProps,
  'path' | 'value' | 'onText'
> {
  readonly field: TextField
}

/** A text field of the account. */
export function AccountTextInput({ field, ...props }: AccountTextInputProps) {
  const { account, changeAccount } = useAccountDraft()
  return (
    <DraftTextInput
      {...props}
      path={`account.${field}`}
      value={account[field]}
      onText={(text) => changeAccount({ [field]: text })}
    />
  )
}
