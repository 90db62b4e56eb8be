import { describe, expect, it } from 'vitest'
import { isHudWanted, type HudCircumstances } from '../../../../src-main/app/hud/hud-visibility'

describe('the small window', () => {
  it.each<[HudCircumstances['shown'], boolean, boolean, boolean]>([
    // shown, supervising, main window in front, wanted
    ['always', true, true, true],
    ['always', true, false, true],
    ['always', false, false, false],
    ['background', true, true, false],
    ['background', true, false, true],
    ['background', false, false, false],
    ['never', true, true, false],
    ['never', true, false, false],
    ['never', false, false, false]
  ])('%s; supervising: %s, main in front: %s → %s', (shown, supervising, mainInFront, wanted) => {
    expect(isHudWanted({ shown, supervising, mainInFront })).toBe(wanted)
  })
})
