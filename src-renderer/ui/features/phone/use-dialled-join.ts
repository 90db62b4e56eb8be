import { useMemo } from 'react'
import { useSlice } from '../../store/coachline-context'
import { joinCircumstances, joinRefusal } from '../monitored-extensions/join-refusal'
import { dialledJoin } from './dialled-join'

/** How a typed or pressed number is understood: whose call it joins, and why that cannot be now. */
export function useDialledJoin() {
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
      return join && { ...join, refusal: joinRefusal(join.row, circumstances) }
    }
  }, [customers, extensions, registration, supervision, phone])
}
