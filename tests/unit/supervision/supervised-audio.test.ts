import { beforeEach, describe, expect, it } from 'vitest'
import { defaultCodes } from '@contract/settings/dialing-rule'
import type { CallQuality } from '@contract/telephony/call-quality'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { FakeSupervisionCall } from '../../support/supervision/fake-supervision-call'

const poor: CallQuality = {
  codec: 'PCMA',
  encryption: 'none',
  received: { lossPercent: 9, jitterMs: 40, mos: 2.9 },
  sent: null,
  roundTripMs: 80,
  rating: 'poor'
}

let call: FakeSupervisionCall
let supervisor: Supervisor

beforeEach(async () => {
  supervisor = new Supervisor({
    profileOf: (extension) => ({
      target: { extension, name: 'John' },
      codes: defaultCodes,
      dtmfMethod: 'auto',
      callSupervision: true
    }),
    isRegistered: () => true,
    openCall: () => (call = new FakeSupervisionCall()),
    now: () => 1_000,
    log: { info: () => undefined, warn: () => undefined }
  })
  await supervisor.join('744', 'spy')
  call.reach({ kind: 'confirmed' })
})

describe('the audio of a supervision', () => {
  it('is silent for a reason, until it is heard', () => {
    expect(supervisor.view).toMatchObject({ silence: null, quality: null })
    call.receives(false, 'never-came')
    expect(supervisor.view).toMatchObject({ silence: 'never-came' })
    call.receives(true)
    expect(supervisor.view).toMatchObject({ silence: null })
    call.receives(false, 'held')
    expect(supervisor.view).toMatchObject({ silence: 'held' })
  })

  it('is measured, and what was measured stays with the result', () => {
    call.measures(poor)
    expect(supervisor.view).toMatchObject({ quality: { rating: 'poor' } })
    supervisor.hangUp()
    expect(supervisor.view).toMatchObject({ phase: 'idle', last: { quality: poor } })
  })

  it('of the next one is measured anew', async () => {
    call.measures(poor)
    supervisor.hangUp()
    await supervisor.join('744', 'spy')
    call.reach({ kind: 'confirmed' })
    expect(supervisor.view).toMatchObject({ quality: null, silence: null })
  })
})
