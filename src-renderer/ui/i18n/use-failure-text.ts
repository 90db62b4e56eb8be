import { useTranslation } from 'react-i18next'
import type { Failure, FailureReason } from '@contract/errors/reasons'

/** What happened, and what to do next. */
export interface FailureText {
  readonly text: string
  readonly next: string
}

export function useFailureText(): (failure: Failure) => FailureText {
  const { t } = useTranslation()
  return ({ reason, context }) => ({
    text: t(`failures.${reason}.text` satisfies FailureKey<'text'>, { ...context }),
    next: t(`failures.${reason}.next` satisfies FailureKey<'next'>, { ...context })
  })
}

type FailureKey<Part extends string> = `failures.${FailureReason}.${Part}`
