import { describe, expect, it } from 'vitest'
import { rejoinOffer } from '../../../src-renderer/ui/features/supervision/rejoin'
import { lostSupervision, stageSlices } from '../../support/stage/stage-snapshot'

const NOW = 1_700_000_000_000
const { slices } = lostSupervision(NOW)
const last = slices.supervision.phase === 'idle' ? slices.supervision.last : null
if (!last) throw new Error('nothing was lost')

describe('a lost supervision', () => {
  it('can be joined again', () => {
    expect(rejoinOffer(last, slices)).toEqual({ refusal: null })
  })

  it('waits until we are registered again', () => {
    const retrying = stageSlices(NOW, { registration: { kind: 'registering' } })
    expect(rejoinOffer(last, retrying)).toEqual({ refusal: 'not-registered' })
  })

  it('says so when the call is over by now', () => {
    const extensions = slices.extensions.map((row) => ({ ...row, status: 'idle' as const }))
    expect(rejoinOffer(last, { ...slices, extensions })).toEqual({ refusal: 'not-on-a-call' })
  })

  it('is not offered where another person has the number: another customer is shown', () => {
    const extensions = slices.extensions.map((row) => ({ ...row, name: 'Somebody Else' }))
    expect(rejoinOffer(last, { ...slices, extensions })).toBeNull()
  })

  it('is not offered for a customer that is not shown, whoever has the number there', () => {
    const customers = { ...slices.customers, supervisedId: 'another' }
    expect(rejoinOffer(last, { ...slices, customers })).toBeNull()
    const same = { ...slices.customers, supervisedId: slices.customers.activeId }
    expect(rejoinOffer(last, { ...slices, customers: same })).toEqual({ refusal: null })
  })

  it.each(['manager', 'call-over', 'failed'] as const)('is none that ended by %s', (by) => {
    expect(rejoinOffer({ ...last, by }, slices)).toBeNull()
  })
})
