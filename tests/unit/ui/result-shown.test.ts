import { failure } from '@contract/errors/reasons'
import { expect, it } from 'vitest'
import { resultShownMs } from '../../../src-renderer/ui/features/supervision/result-shown'

it('shows what the manager did for a moment', () => {
  expect(resultShownMs({ by: 'manager', failure: null })).toBeGreaterThanOrEqual(5_000)
})

it.each([
  ['a call that ended', { by: 'call-over', failure: null }],
  ['a call that was lost', { by: 'lost', failure: failure('supervision.connection-lost') }],
  ['a join that failed', { by: 'failed', failure: null }],
  ['a hang-up that failed', { by: 'manager', failure: failure('app.internal') }]
] as const)('shows %s until it is dismissed', (_what, last) => {
  expect(resultShownMs(last)).toBeNull()
})
