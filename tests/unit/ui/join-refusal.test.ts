import { extensionStatuses } from '@contract/telephony/dialog-info'
import { describe, expect, it } from 'vitest'
import {
  joinCircumstances,
  joinRefusal,
  type JoinCircumstances,
  type JoinRefusal
} from '../../../src-renderer/ui/features/monitored-extensions/join-refusal'
import { stageCustomer, stageSlices, stageSupervising } from '../../support/stage/stage-snapshot'

const NOW = 1_700_000_000_000
const fine: JoinCircumstances = {
  registered: true,
  callSupervision: true,
  supervising: false,
  inCall: false
}

describe('whether an agent can be joined', () => {
  it.each<[string, Partial<JoinCircumstances>, boolean, JoinRefusal | null]>([
    ['everything is as it should be', {}, true, null],
    ['we are not registered', { registered: false }, true, 'not-registered'],
    ['call supervision is off', { callSupervision: false }, true, 'call-supervision-off'],
    ['we supervise already', { supervising: true }, true, 'already-supervising'],
    ['we are in a call of our own', { inCall: true }, true, 'in-call'],
    ['the hunt group does not allow it', {}, false, 'not-allowed-in-hunt-group'],
    [
      'several things are wrong: the first to put right comes first',
      { registered: false, supervising: true },
      false,
      'not-registered'
    ]
  ])('%s', (_name, part, supervisionAllowed, expected) => {
    const row = { status: 'on-call' as const, supervisionAllowed }
    expect(joinRefusal(row, { ...fine, ...part })).toBe(expected)
  })

  it.each(
    extensionStatuses.map(
      (status) =>
        [
          status,
          status === 'idle' || status === 'ringing' ? ('not-on-a-call' as const) : null
        ] as const
    )
  )('status %s gives %s', (status, expected) => {
    expect(joinRefusal({ status, supervisionAllowed: true }, fine)).toBe(expected)
  })
})

describe('the circumstances that all rows share', () => {
  it('are fine in the morning', () => {
    expect(joinCircumstances(stageSlices(NOW))).toEqual(fine)
  })

  it.each([{ kind: 'unregistered' } as const, { kind: 'registering' } as const])(
    '$kind is not registered',
    (registration) => {
      expect(joinCircumstances(stageSlices(NOW, { registration })).registered).toBe(false)
    }
  )

  it('take call supervision from the active customer, not from another one', () => {
    const off = { ...stageCustomer, id: 'other', callSupervision: false }
    const customers = { list: [off, stageCustomer], activeId: stageCustomer.id, supervisedId: null }
    expect(joinCircumstances(stageSlices(NOW, { customers })).callSupervision).toBe(true)
    expect(
      joinCircumstances(stageSlices(NOW, { customers: { ...customers, activeId: 'other' } }))
        .callSupervision
    ).toBe(false)
  })

  it('count a join in progress as supervising', () => {
    const target = { extension: '744', name: '' }
    const joining = stageSlices(NOW, { supervision: { phase: 'joining', target, mode: 'spy' } })
    expect(joinCircumstances(joining).supervising).toBe(true)
    const supervising = stageSlices(NOW, { supervision: stageSupervising(NOW) })
    expect(joinCircumstances(supervising).supervising).toBe(true)
  })
})
