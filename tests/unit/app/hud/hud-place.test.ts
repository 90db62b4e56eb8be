import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { arrangementName, hudPlace, type Screen } from '../../../../src-main/app/hud/hud-place'

const size = { width: 340, height: 139 }
const screenAt = (x: number, y: number, width: number, height: number): Screen => ({
  bounds: { x, y, width, height },
  workArea: { x, y: y + 30, width, height: height - 30 }
})
const laptop = screenAt(0, 0, 1440, 900)
const desk = screenAt(1440, -200, 2560, 1440)

describe('the place of the small window', () => {
  it('is the upper right of the primary display until it is moved, below the buttons of windows', () => {
    expect(hudPlace([laptop, desk], size)).toEqual({ x: 1084, y: 94, ...size })
  })

  it('is where it was left', () => {
    expect(hudPlace([laptop, desk], size, { x: 2000, y: 300 })).toEqual({
      x: 2000,
      y: 300,
      ...size
    })
  })

  it.each([
    ['of a display that is gone', { x: 3900, y: 1100 }, { x: 1100, y: 761 }],
    ['left of everything', { x: -900, y: 400 }, { x: 0, y: 400 }],
    ['under the menu bar', { x: 10, y: 0 }, { x: 10, y: 30 }],
    ['half over the lower edge', { x: 700, y: 880 }, { x: 700, y: 761 }]
  ])('%s is on the display all the same', (_where, left, place) => {
    expect(hudPlace([laptop], size, left)).toEqual({ ...place, ...size })
  })

  it('between two displays is wholly on the one that shows more of it', () => {
    expect(hudPlace([laptop, desk], size, { x: 1300, y: 100 }).x).toBe(1440)
    expect(hudPlace([laptop, desk], size, { x: 1200, y: 100 }).x).toBe(1100)
  })

  it('outside of all of them is on the nearest', () => {
    expect(hudPlace([laptop, desk], size, { x: 5000, y: 0 }).x).toBe(3660)
  })

  it('moves up while the window is higher, and not for good', () => {
    const left = { x: 100, y: 761 }
    expect(hudPlace([laptop], { ...size, height: 300 }, left).y).toBe(600)
    expect(hudPlace([laptop], size, left).y).toBe(761)
  })

  it('shows the upper left corner where there is no room for it', () => {
    const tiny = screenAt(0, 0, 200, 120)
    expect(hudPlace([tiny], size)).toMatchObject({ x: 0, y: 30 })
  })

  it('is always wholly on one display', () => {
    const coordinate = fc.integer({ min: -10_000, max: 10_000 })
    fc.assert(
      fc.property(coordinate, coordinate, (x, y) => {
        const place = hudPlace([laptop, desk], size, { x, y })
        expect(
          [laptop, desk].some(
            ({ workArea }) =>
              place.x >= workArea.x &&
              place.y >= workArea.y &&
              place.x + place.width <= workArea.x + workArea.width &&
              place.y + place.height <= workArea.y + workArea.height
          )
        ).toBe(true)
      })
    )
  })
})

describe('the name of an arrangement', () => {
  it('does not depend on the order in which the system lists the displays', () => {
    expect(arrangementName([desk, laptop])).toBe(arrangementName([laptop, desk]))
  })

  it('is another one when a display is moved, added or taken away', () => {
    const names = [[laptop], [laptop, desk], [laptop, screenAt(1440, 0, 2560, 1440)]].map(
      arrangementName
    )
    expect(new Set(names).size).toBe(3)
  })
})
