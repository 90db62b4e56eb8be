import { failure } from '@contract/errors/reasons'
import { describe, expect, it } from 'vitest'
import { connectionCaveat } from '../../../src-renderer/ui/features/monitored-extensions/connection-caveat'
import { shownNotices } from '../../../src-renderer/ui/features/notices/shown-notices'
import { createFailedIntents } from '../../../src-renderer/ui/store/failed-intents'
import { stageCustomer, stageSlices, stageSupervising } from '../../support/stage/stage-snapshot'

const NOW = 1_700_000_000_000
const refused = failure('supervision.refused.forbidden', { statusCode: 403 })
const idle = stageSlices(NOW).supervision

describe('what stands in the notices', () => {
  const notice = { id: '1', severity: 'warning' as const, failure: failure('media.relay-lost') }
  const intent = { command: 'supervision.join' as const, failure: refused }

  it('is what main tells, then what was clicked in vain', () => {
    const shown = shownNotices([notice], [intent], idle)
    expect(shown.map(({ source, severity }) => [source, severity])).toEqual([
      ['main', 'warning'],
      ['intent', 'error']
    ])
  })

  it('is not what the result line says already', () => {
    const target = { extension: '744', name: 'John' }
    const last = {
      target,
      mode: 'spy' as const,
      by: 'failed' as const,
      failure: refused,
      quality: null
    }
    expect(shownNotices([], [intent], { phase: 'idle', last })).toEqual([])
  })

  it('is not what the dock says already', () => {
    expect(shownNotices([], [intent], stageSupervising(NOW, { failure: refused }))).toEqual([])
  })

  it('is not said twice when main gave a notice of it, too', () => {
    const same = { ...notice, failure: refused }
    expect(shownNotices([same], [intent], idle)).toHaveLength(1)
  })
})

describe('failed intents', () => {
  it('keep the latest of each command, until it succeeds', () => {
    const intents = createFailedIntents()
    intents.failed('supervision.join', refused)
    intents.failed('demo.start', failure('demo.not-started'))
    intents.failed('supervision.join', failure('supervision.no-answer'))
    expect(intents.list().map(({ failure: { reason } }) => reason)).toEqual([
      'demo.not-started',
      'supervision.no-answer'
    ])
    intents.settled('supervision.join')
    intents.settled('supervision.hangUp')
    expect(intents.list().map(({ command }) => command)).toEqual(['demo.start'])
  })
})

describe('what the list cannot be trusted for', () => {
  const stale = stageSlices(NOW).extensions.map((row) => ({ ...row, stale: true }))
  const off = { ...stageCustomer, callSupervision: false }

  it.each([
    ['nothing', stageSlices(NOW), null],
    [
      'old states without a connection',
      stageSlices(NOW, { extensions: stale, registration: { kind: 'registering' } }),
      'lost'
    ],
    ['old states that are being checked', stageSlices(NOW, { extensions: stale }), 'checking'],
    [
      'a customer without call supervision',
      stageSlices(NOW, { customers: { list: [off], activeId: off.id, supervisedId: null } }),
      'supervision-off'
    ]
  ])('%s', (_name, slices, caveat) => {
    expect(connectionCaveat(slices)).toBe(caveat)
  })
})
