import { failure } from '@contract/errors/reasons'
import { describe, expect, it } from 'vitest'
import { dockMessage } from '../../../src-renderer/ui/features/supervision/dock-message'
import { stageSupervising, type Supervising } from '../../support/stage/stage-snapshot'

const inUse = failure('microphone.in-use')

describe('the sentence in the dock', () => {
  it.each<[string, Partial<Supervising>, object]>([
    ['what the mode means, when all is known', {}, { kind: 'meaning', mode: 'spy' }],
    [
      'that a switch is not confirmed',
      { mode: 'whisper', knowledge: 'sent', microphone: 'open' },
      { kind: 'unconfirmed', knowledge: 'sent' }
    ],
    [
      'that we are muted, before what is not confirmed',
      { mode: 'whisper', knowledge: 'sent', microphone: 'muted', muted: true },
      { kind: 'muted' }
    ],
    [
      'that the client may hear what is meant for the agent, before what is not confirmed',
      {
        mode: 'whisper',
        knowledge: 'sent',
        microphone: 'open',
        whoHears: { agent: 'may-hear', client: 'may-hear' }
      },
      { kind: 'client-may-hear' }
    ],
    [
      'that nothing is heard, before anything calm',
      { silence: 'stopped' },
      { kind: 'silent', cause: 'stopped' }
    ],
    [
      'why a change failed, before silence',
      { failure: inUse, silence: 'held' },
      { kind: 'failure' }
    ],
    [
      'what is going on right now, before everything',
      { change: { to: 'whisper', stage: 'sending' }, failure: inUse },
      { kind: 'changing', to: 'whisper', stage: 'sending' }
    ]
  ])('is %s', (_name, part, expected) => {
    expect(dockMessage(stageSupervising(0, part))).toMatchObject(expected)
  })

  it('names who is being joined, by the extension when there is no name', () => {
    const target = { extension: '744', name: '' }
    expect(dockMessage({ phase: 'joining', target, mode: 'spy' })).toEqual({
      kind: 'joining',
      name: '744'
    })
  })
})
