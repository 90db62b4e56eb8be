import { PasswordInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'

export interface StoredPasswordInputProps {
  readonly label: string
  /** main has one; it never comes here */
  readonly isStored: boolean
  /** what was typed now */
  readonly value: string
  readonly onText: (text: string) => void
}

/** A password that the system's keychain keeps: it can be replaced, and not be seen again. */
export function StoredPasswordInput({ label, isStored, value, onText }: StoredPasswordInputProps) {
  const { t } = useTranslation()
  return (
    <PasswordInput
      label={label}
      description={t(isStored ? 'account.passwordStored' : 'account.passwordNew')}
      placeholder={isStored ? '••••••••' : ''}
      value={value}
      autoComplete="off"
      visibilityToggleButtonProps={{ 'aria-label': t('account.showPassword') }}
      onChange={(event) => onText(event.currentTarget.value)}
    />
  )
}
