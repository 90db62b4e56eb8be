import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { useSlice } from '../../store/coachline-context'
import { joinCircumstances, joinRefusal } from '../monitored-extensions/join-refusal'
import { dialledJoin, unlistedJoin, type DialledJoin } from './dialled-join'

/** A number that is no ordinary call: whose call it joins, if anybody's on the list, and why that cannot be now. */
export interface UnderstoodNumber {
  readonly join: DialledJoin | null
  readonly refusal: string | undefined
}

export function useDialledJoin(): (text: string) => UnderstoodNumber | null {
  const { t } = useTranslation()
  const customers = useSlice('customers')
  const extensions = useSlice('extensions')
  const registration = useSlice('registration')
  const supervision = useSlice('supervision')
  const phone = useSlice('phone')
  return useMemo(() => {
    const customer = customers.list.find(({ id }) => id === customers.activeId)
    const circumstances = joinCircumstances({ registration, customers, supervision, phone })
    return (text: string) => {
      const join = dialledJoin(text, customer, extensions)
      if (join) {
        const refusal = joinRefusal(join.row, circumstances)
        return { join, refusal: refusal === null ? undefined : t(`joinRefusal.${refusal}`) }
      }
      const unlisted = unlistedJoin(text, customer)
      if (!unlisted) return null
      const { prefix, extension, mode } = unlisted
      return {
        join: null,
        refusal: t('phone.unlistedJoin', { prefix, extension, mode: t(`modes.${mode}`) })
      }
    }
  }, [t, customers, extensions, registration, supervision, phone])
}
