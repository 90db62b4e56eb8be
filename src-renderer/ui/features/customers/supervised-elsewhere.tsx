import { useSlice } from '../../store/coachline-context'

/** The customer of the running supervision, when the list shows another one. */
export function SupervisedElsewhere() {
  const { list, activeId, supervisedId } = useSlice('customers')
  const customer = list.find(({ id }) => id === supervisedId)
  if (!customer || supervisedId === activeId) return null
  return <p className="dock__customer ellipsis">{customer.name}</p>
}
