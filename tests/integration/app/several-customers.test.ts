import { afterEach, describe, expect, it } from 'vitest'
import type { Customer } from '@contract/settings/customer'
import { CustomersOnDemoPbxs, type Place } from '../../support/app/customers-on-demo-pbxs'

let desk: CustomersOnDemoPbxs

afterEach(() => desk.close())

const acme: Place = { id: 'acme' }
/** Another PBX with other codes. */
const birch: Place = {
  id: 'birch',
  rule: {
    kind: 'custom',
    name: 'Legacy',
    prefixes: { spy: '*21', whisper: '*22', 'barge-in': '*23' },
    dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
    switchMethod: 'dtmf'
  }
}

const bothConnected = async () => {
  desk = await CustomersOnDemoPbxs.open([acme, birch])
  desk.show('acme')
  await desk.until(({ customers }) =>
    customers.list.every(({ registration }) => registration.kind === 'registered')
  )
}

describe('two customers on two PBXs', () => {
  it('are both registered, and showing the other one is a matter of one turn', async () => {
    await bothConnected()
    await desk.untilLampsAreLit('acme')
    await desk.untilLampsAreLit('birch')
    const registered = desk.registrations()
    desk.show('birch')
    expect(desk.slices.customers.activeId).toBe('birch')
    expect(desk.slices.registration.kind).toBe('registered')
    expect(desk.slices.extensions.find(({ extension }) => extension === '744')).toMatchObject({
      status: 'on-call',
      stale: false
    })
    // Nobody registered or subscribed anew for it.
    expect(desk.registrations()).toEqual(registered)
  })

  it('stay left when the app ends, whatever changes after it', async () => {
    await bothConnected()
    const stopped = desk.customers.connections.stop()
    desk.show('birch')
    await stopped
    desk.show('acme')
    expect(desk.customers.connections.accountOf('acme')).toBeNull()
    expect(desk.customers.connections.accountOf('birch')).toBeNull()
  })

  it('keep their lamps while they are not shown', async () => {
    await bothConnected()
    await desk.untilLampsAreLit('birch')
    desk.pbx('birch').callAgent('745')
    await desk.untilRow('birch', '745', ({ status }) => status === 'on-call')
    expect(desk.slices.extensions.find(({ extension }) => extension === '745')?.status).not.toBe(
      'on-call'
    )
    desk.show('birch')
    expect(desk.slices.extensions.find(({ extension }) => extension === '745')?.status).toBe(
      'on-call'
    )
  })

  it('are joined each with the codes of its own', async () => {
    await bothConnected()
    await desk.join('744')
    expect(desk.dialled).toEqual(['*90744'])
    await desk.hangUp()
    desk.show('birch')
    await desk.join('744')
    expect(desk.dialled).toEqual(['*90744', '*21744'])
  })

  it('one that is supervised stays in the call while the other is shown', async () => {
    await bothConnected()
    await desk.join('744')
    desk.show('birch')
    expect(desk.slices.customers).toMatchObject({ activeId: 'birch', supervisedId: 'acme' })
    expect(desk.supervisor.view).toMatchObject({ phase: 'supervising' })
    await desk.hangUp()
    expect(desk.slices.customers).toMatchObject({ activeId: 'birch', supervisedId: 'acme' })
    await desk.join('744')
    expect(desk.slices.customers.supervisedId).toBe('birch')
  })

  it('a change of the account waits for the end of its call', async () => {
    await bothConnected()
    await desk.join('744')
    const account = desk.customers.connections.accountOf('acme')
    desk.change('acme', (customer) => ({
      ...customer,
      account: { ...customer.account, displayName: 'Adam M.' }
    }))
    expect(desk.customers.connections.accountOf('acme')).toBe(account)
    await desk.hangUp()
    expect(desk.customers.connections.accountOf('acme')).not.toBe(account)
    await desk.until(({ registration }) => registration.kind === 'registered')
  })

  it('when one PBX dies only its lamps go stale', async () => {
    await bothConnected()
    await desk.untilLampsAreLit('acme')
    await desk.untilLampsAreLit('birch')
    await desk.pbx('birch').stop()
    await desk.until(({ customers }) =>
      customers.list.some(
        ({ id, registration }) => id === 'birch' && registration.kind === 'retrying'
      )
    )
    expect(desk.slices.registration.kind).toBe('registered')
    expect(desk.slices.extensions.some(({ stale }) => stale)).toBe(false)
    desk.show('birch')
    expect(desk.slices.registration.kind).toBe('retrying')
    expect(desk.slices.extensions.every(({ stale }) => stale)).toBe(true)
  })

  it('one that does not stay connected is neither registered nor forgotten', async () => {
    await bothConnected()
    const connected = (value: boolean) => (customer: Customer) => ({
      ...customer,
      connected: value
    })
    desk.change('acme', connected(false))
    expect(desk.slices.registration.kind).toBe('unregistered')
    expect(desk.slices.extensions.map(({ status }) => status)).toContain('unknown')
    expect(desk.customers.connections.accountOf('acme')).toBeNull()
    desk.change('acme', connected(true))
    await desk.until(({ registration }) => registration.kind === 'registered')
    await desk.untilLampsAreLit('acme')
  })

  it('tell every account to those who listen for calls, and when it is left', async () => {
    desk = await CustomersOnDemoPbxs.open([acme, birch])
    desk.show('acme')
    const seen: string[] = []
    const stop = desk.customers.connections.onAccount(({ customerId }) => {
      seen.push(`+${customerId}`)
      return () => seen.push(`-${customerId}`)
    })
    desk.change('birch', (customer) => ({ ...customer, connected: false }))
    desk.change('birch', (customer) => ({ ...customer, connected: true }))
    stop()
    expect(seen).toEqual(['+acme', '+birch', '-birch', '+birch', '-acme', '-birch'])
  })

  it('a wrong password is said with the name of its customer', async () => {
    desk = await CustomersOnDemoPbxs.open([acme, { id: 'birch', password: 'guess' }])
    desk.show('acme')
    await desk.until(({ notices }) => notices.length > 0)
    expect(desk.slices.notices).toMatchObject([
      { failure: { reason: 'account.refused-elsewhere', context: { customer: 'birch' } } }
    ])
    desk.show('birch')
    // Now the header says it.
    expect(desk.slices.notices).toEqual([])
  })
})
