import { describe, expect, it } from 'vitest'
import type { Slices } from '@contract/ipc/snapshot'
import { windowTitle } from '../../../src-renderer/ui/app/window-title'
import { createI18n } from '../../../src-renderer/ui/i18n/i18n'
import { onHold, stageCall, stagePhone, stageRinging } from '../../support/stage/stage-phone'
import { stageSlices, stageSupervising } from '../../support/stage/stage-snapshot'

const { t } = createI18n()
const title = (part: Partial<Slices>) => windowTitle(t, stageSlices(0, part))
const target = { extension: '744', name: 'John Miller' }
const supervision = (part: Parameters<typeof stageSupervising>[1]) => ({
  supervision: stageSupervising(0, part)
})

describe('the title of the window', () => {
  it.each<[string, Partial<Slices>, string]>([
    ['is the name of the program', {}, 'Coachline'],
    ['begins with the mode', supervision({}), 'Spy – John Miller – Coachline'],
    [
      'claims no more than the dock',
      supervision({ mode: 'barge-in', knowledge: 'sent', microphone: 'open' }),
      'Barge-in · sent – John Miller – Coachline'
    ],
    [
      'says that the microphone is muted',
      supervision({ mode: 'whisper', muted: true, microphone: 'muted' }),
      'Microphone muted · Whisper – John Miller – Coachline'
    ],
    [
      'says that nothing is joined yet',
      { supervision: { phase: 'joining', target, mode: 'spy' } },
      'Joining · Spy – John Miller – Coachline'
    ],
    [
      'says who calls',
      { phone: stagePhone({ calls: [stageCall(0, onHold), stageRinging(0)] }) },
      'Incoming call from +12125550147 – Coachline'
    ],
    [
      'says with whom the manager talks',
      { phone: stagePhone({ calls: [stageCall(0)] }) },
      'Call with Helen Park – Coachline'
    ],
    [
      'puts the supervision before who calls',
      { ...supervision({}), phone: stagePhone({ calls: [stageRinging(0)] }) },
      'Spy – John Miller – Coachline'
    ]
  ])('%s', (_what, part, expected) => {
    expect(title(part)).toBe(expected)
  })
})
