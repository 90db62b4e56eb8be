import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { defaultHud, type HudSettings } from '@contract/settings/hud'
import { Hud, partingMs, settleMs } from '../../../../src-main/app/hud/hud'
import { HudPlaces, type LeftAt } from '../../../../src-main/app/hud/hud-places'

const joining: SupervisionView = {
  phase: 'joining',
  target: { extension: '744', name: 'John Miller' },
  mode: 'spy'
}
const ended = (by: 'manager' | 'call-over'): SupervisionView => ({
  phase: 'idle',
  last: {
    target: { extension: '744', name: 'John Miller' },
    mode: 'whisper',
    by,
    failure: null,
    quality: null
  }
})
const idle = ended('manager')
const callOver = ended('call-over')

/** Notes what the small window was told, and plays the main one. */
function stage(settings: Partial<HudSettings> = {}) {
  const desk = {
    settings: { ...defaultHud, ...settings },
    mainInFront: true,
    told: [] as string[],
    mustDraw: [] as number[]
  }
  const tell = (what: string) => () => {
    if (desk.told.at(-1) !== what) desk.told.push(what)
  }
  const hud = new Hud({
    window: {
      show: tell('show'),
      hide: tell('hide'),
      close: tell('close'),
      setHiddenFromCapture: () => {},
      mustDraw: (revision) => void desk.mustDraw.push(revision)
    },
    settings: () => desk.settings,
    isMainInFront: () => desk.mainInFront
  })
  const turn = (mainInFront: boolean) => {
    desk.mainInFront = mainInFront
    hud.refresh()
  }
  return { hud, desk, turn }
}

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

describe('the small window', () => {
  it('is there while the main one is not, and gone with the supervision', () => {
    const { hud, desk, turn } = stage()
    hud.update(joining, 1)
    expect(desk.told).toEqual(['hide'])
    turn(false)
    vi.advanceTimersByTime(settleMs)
    turn(true)
    turn(false)
    vi.advanceTimersByTime(settleMs)
    hud.update(idle, 1)
    expect(desk.told).toEqual(['hide', 'show', 'hide', 'show', 'close'])
  })

  it('does not flash when the focus comes back at once', () => {
    const { hud, desk, turn } = stage()
    hud.update(joining, 1)
    turn(false)
    vi.advanceTimersByTime(settleMs - 1)
    turn(true)
    vi.advanceTimersByTime(10 * settleMs)
    expect(desk.told).toEqual(['hide'])
  })

  it('is not shown after a supervision that ended meanwhile', () => {
    const { hud, desk, turn } = stage()
    hud.update(joining, 1)
    turn(false)
    hud.update(idle, 1)
    vi.advanceTimersByTime(10 * settleMs)
    expect(desk.told).toEqual(['hide', 'close'])
  })

  it('is never there when the settings say so', () => {
    const { hud, desk, turn } = stage({ shown: 'never' })
    hud.update(joining, 1)
    turn(false)
    vi.advanceTimersByTime(10 * settleMs)
    expect(desk.told).toEqual(['hide'])
  })

  it('follows the settings during the supervision', () => {
    const { hud, desk } = stage()
    hud.update(joining, 1)
    desk.settings = { ...defaultHud, shown: 'always' }
    hud.refresh()
    vi.advanceTimersByTime(settleMs)
    expect(desk.told).toEqual(['hide', 'show'])
  })

  it('says why it is over to whoever did not end it, and goes', () => {
    const { hud, desk, turn } = stage()
    hud.update(joining, 1)
    turn(false)
    vi.advanceTimersByTime(settleMs)
    hud.update(callOver, 1)
    vi.advanceTimersByTime(partingMs - 1)
    expect(desk.told).toEqual(['hide', 'show'])
    vi.advanceTimersByTime(1)
    expect(desk.told).toEqual(['hide', 'show', 'close'])
  })

  it('has to draw every change, also one of the mode alone', () => {
    const { hud, desk } = stage()
    for (const [index, view] of [joining, joining, idle].entries()) hud.update(view, index)
    expect(desk.mustDraw).toEqual([0, 1, 2])
  })

  it('is not brought up, nor kept, by what the main window tells', () => {
    const { hud, desk, turn } = stage()
    hud.update(joining, 1)
    hud.update(callOver, 1)
    turn(false)
    vi.advanceTimersByTime(10 * settleMs)
    expect(desk.told).toEqual(['hide', 'close'])

    turn(false)
    hud.update(joining, 1)
    vi.advanceTimersByTime(settleMs)
    hud.update(callOver, 1)
    turn(true)
    expect(desk.told).toEqual(['hide', 'close', 'show', 'close'])
  })

  it('stays for the next supervision when that begins before it went', () => {
    const { hud, desk, turn } = stage()
    turn(false)
    hud.update(joining, 1)
    vi.advanceTimersByTime(settleMs)
    hud.update(callOver, 1)
    hud.update(joining, 1)
    vi.advanceTimersByTime(2 * partingMs)
    expect(desk.told).toEqual(['close', 'show'])
  })

  it('that was closed by hand stays away until the next supervision', () => {
    const { hud, desk } = stage({ shown: 'always' })
    hud.update(joining, 1)
    vi.advanceTimersByTime(settleMs)
    hud.dismiss()
    hud.refresh()
    vi.advanceTimersByTime(10 * settleMs)
    expect(desk.told).toEqual(['show', 'hide'])
    hud.update(idle, 1)
    hud.update(joining, 1)
    vi.advanceTimersByTime(settleMs)
    expect(desk.told).toEqual(['show', 'hide', 'close', 'show'])
  })
})

describe('where the small window was left', () => {
  it('is remembered for each arrangement, the latest twelve', () => {
    const saved: (readonly LeftAt[])[] = []
    const places = new HudPlaces({ items: [], save: (items) => saved.push(items) })
    for (let index = 0; index < 13; index += 1)
      places.leave(`desk ${String(index)}`, { x: index, y: 5 })
    places.leave('desk 3', { x: 7, y: 8 })
    expect(places.of('desk 0')).toBeUndefined()
    expect(places.of('desk 3')).toMatchObject({ x: 7, y: 8 })
    expect(saved.at(-1)).toHaveLength(12)
    expect(
      new HudPlaces({ items: saved.at(-1) ?? [], save: () => {} }).of('desk 12')
    ).toMatchObject({ x: 12, y: 5 })
  })
})
