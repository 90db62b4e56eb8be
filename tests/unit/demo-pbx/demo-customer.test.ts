import { expect, test } from 'vitest'
import { customerSchema } from '@contract/settings/customer'
import { demoCustomer } from '../../../src-main/demo-pbx/demo-customer'

test('the demo customer is a whole customer, as any other', () => {
  const customer = demoCustomer(5_070)
  expect(customerSchema.parse(customer)).toEqual(customer)
})

test('Adam may supervise Support, and sees Sales without being allowed to', () => {
  const { id, account, huntGroups } = demoCustomer(5_070)
  expect(id).toBe('demo')
  expect(account).toMatchObject({
    user: 'adam',
    domain: '127.0.0.1',
    outboundProxy: { host: '127.0.0.1', port: 5_070 }
  })
  const groups = huntGroups.map(({ name, members }) => [
    name,
    members.map(({ extension }) => extension).join(' '),
    new Set(members.map(({ supervisionAllowed }) => supervisionAllowed))
  ])
  expect(groups).toEqual([
    ['Support', '744 745 746 747', new Set([true])],
    ['Sales', '888 889', new Set([false])]
  ])
})
