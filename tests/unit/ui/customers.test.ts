import { describe, expect, it } from 'vitest'
import type { CustomerView } from '@contract/ipc/snapshot'
import { troubleElsewhere } from '../../../src-renderer/ui/features/customers/trouble-elsewhere'
import { connectionCaveat } from '../../../src-renderer/ui/features/monitored-extensions/connection-caveat'
import { stageExtensions } from '../../support/stage/stage-people'
import { stageCustomer, stageSlices } from '../../support/stage/stage-snapshot'

const retrying = { kind: 'retrying', reason: 'no-answer', nextAttemptAt: 0 } as const
const refused = {
  kind: 'refused',
  reason: 'forbidden',
  statusCode: 403,
  reasonPhrase: 'Forbidden',
  nextAttemptAt: null
} as const

const customer = (id: string, registration: CustomerView['registration'], connected = true) => ({
  ...stageCustomer,
  id,
  registration,
  connected
})

describe('trouble elsewhere', () => {
  it('is of customers that are not shown and should be connected, the refused ones first', () => {
    const list = [
      customer('shown', refused),
      customer('silent', retrying),
      customer('refused', refused),
      customer('left', { kind: 'unregistered' }, false),
      customer('coming', { kind: 'registering' })
    ]
    expect(troubleElsewhere(list, 'shown').map(({ id }) => id)).toEqual(['refused', 'silent'])
  })
})

describe('what the list cannot be trusted for', () => {
  const stale = stageExtensions(3, 0).map((row) => ({ ...row, stale: true }))
  const caveat = (part: Parameters<typeof stageSlices>[1]) =>
    connectionCaveat(stageSlices(0, { extensions: stale, ...part }))

  it('is that somebody disconnected it, that it was lost, asked for or checked', () => {
    const registration = { kind: 'unregistered' } as const
    const list = [customer('left', registration, false)]
    const customers = { list, activeId: 'left', supervisedId: null }
    expect(caveat({ registration, customers })).toBe('disconnected')
    expect(caveat({ registration: retrying })).toBe('lost')
    expect(caveat({ subscribing: { done: 1, total: 3 } })).toBe('subscribing')
    expect(caveat({})).toBe('checking')
  })

  it('is nothing while known states are merely refreshed', () => {
    const extensions = stageExtensions(3, 0)
    expect(caveat({ extensions, subscribing: { done: 1, total: 3 } })).toBeNull()
  })
})
