import { describe, expect, it } from 'vitest'
import { failure } from '@contract/errors/reasons'
import { hudProblem } from '../../../src-renderer/hud/problem-shown'
import { stageSupervising } from '../../support/stage/stage-snapshot'

const refused = { command: 'supervision.changeMode', failure: failure('app.internal') } as const
const lost = failure('microphone.in-use')

describe('the line of the small window', () => {
  it('is empty for what the rest of the window shows', () => {
    expect(hudProblem(stageSupervising(0, { muted: true, microphone: 'muted' }), [])).toBeNull()
    expect(
      hudProblem(
        stageSupervising(0, { change: { to: 'whisper', stage: 'sending' }, failure: lost }),
        []
      )
    ).toBeNull()
  })

  it('says what is wrong with the call before what was refused', () => {
    expect(hudProblem(stageSupervising(0, { failure: lost }), [refused])).toEqual({
      kind: 'failure',
      failure: lost
    })
    expect(hudProblem(stageSupervising(0, { silence: 'stopped' }), [refused])).toEqual({
      kind: 'silent',
      cause: 'stopped'
    })
    expect(hudProblem(stageSupervising(0), [refused])).toEqual({
      kind: 'failure',
      failure: refused.failure
    })
  })
})
