import { describe, expect, it } from 'vitest'
import { nextZoomLevel, zoomStepOf } from '../../../src-main/app/window-zoom'

const key = { type: 'keyDown', key: '+', control: true, meta: false, alt: false } as const

describe('the zoom of the window', () => {
  it.each([
    ['Ctrl and plus', {}, 'in'],
    ['Ctrl and plus without Shift', { key: '=' }, 'in'],
    ['Cmd and minus', { key: '-', control: false, meta: true }, 'out'],
    ['Ctrl and 0', { key: '0' }, 'reset'],
    ['a plus that is typed', { control: false }, null],
    ['a hotkey with Alt', { key: '0', alt: true }, null],
    ['a key that is let go', { type: 'keyUp' as const }, null],
    ['another key', { key: 'f' }, null]
  ])('%s', (_what, part, expected) => {
    expect(zoomStepOf({ ...key, ...part })).toBe(expected)
  })

  it('stops at twice the size, and where nothing can be read any more', () => {
    let level = 0
    for (let press = 0; press < 20; press++) level = nextZoomLevel(level, 'in')
    expect(1.2 ** level).toBeCloseTo(2, 1)
    for (let press = 0; press < 40; press++) level = nextZoomLevel(level, 'out')
    expect(1.2 ** level).toBeGreaterThan(0.7)
    expect(nextZoomLevel(level, 'reset')).toBe(0)
  })
})
