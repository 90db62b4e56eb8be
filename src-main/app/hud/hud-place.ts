/** In device-independent pixels of the whole desktop, as Electron counts. */
export interface Area {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

export interface Screen {
  readonly bounds: Area
  /** without task bar, dock and menu bar */
  readonly workArea: Area
}

export type Size = Pick<Area, 'width' | 'height'>
export type Point = Pick<Area, 'x' | 'y'>

/** Names an arrangement of displays: the same desk has the same name each day, in whatever order they are listed. */
export function arrangementName(screens: readonly Screen[]): string {
  return screens
    .map(({ bounds: { x, y, width, height } }) => `${x},${y} ${width}x${height}`)
    .sort()
    .join(' | ')
}

/** From the right edge, and from the top: the buttons of a maximised window stay free. */
const fromRight = 16
const fromTop = 64

/** Where it is as long as nobody moved it. */
function firstPlace({ workArea }: Screen, { width }: Size): Point {
  return { x: workArea.x + workArea.width - width - fromRight, y: workArea.y + fromTop }
}

/**
 * Where the small window goes: to where it was left, and wholly onto the display that shows most of that place.
 *
 * @param screens - the primary one first; never empty
 * @param left - its upper left corner, where it was left with the displays arranged as they are
 */
export function hudPlace(screens: readonly [Screen, ...Screen[]], size: Size, left?: Point): Area {
  const wanted = { ...(left ?? firstPlace(screens[0], size)), ...size }
  const { workArea } = nearestTo(wanted, screens)
  return {
    x: within(wanted.x, workArea.x, workArea.width - size.width),
    y: within(wanted.y, workArea.y, workArea.height - size.height),
    ...size
  }
}

/** The upper left corner wins where there is no room. */
function within(value: number, start: number, room: number): number {
  return Math.round(Math.max(start, Math.min(value, start + room)))
}

function nearestTo(area: Area, [first, ...others]: readonly [Screen, ...Screen[]]): Screen {
  return others.reduce(
    (best, each) => (shared(area, each.workArea) > shared(area, best.workArea) ? each : best),
    first
  )
}

/** How much two areas share, in square pixels; for those that share nothing, minus how far they are apart. */
function shared(one: Area, other: Area): number {
  const across = Math.min(one.x + one.width, other.x + other.width) - Math.max(one.x, other.x)
  const down = Math.min(one.y + one.height, other.y + other.height) - Math.max(one.y, other.y)
  return across > 0 && down > 0
    ? across * down
    : -Math.hypot(Math.min(across, 0), Math.min(down, 0))
}
