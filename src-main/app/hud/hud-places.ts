import { z } from 'zod'
import { openListFile } from '../list-file'
import type { Log } from '../log'
import type { Point } from './hud-place'

const leftAtSchema = z.object({ arrangement: z.string(), x: z.int(), y: z.int() })
export type LeftAt = z.infer<typeof leftAtSchema>

/** Desk, meeting room, home and the train: more arrangements than these nobody remembers either. */
const keptArrangements = 12

/** Where somebody put the small window, for each arrangement of displays. */
export class HudPlaces {
  /** the latest first */
  private kept: readonly LeftAt[]

  constructor(
    private readonly file: { items: readonly LeftAt[]; save(items: readonly LeftAt[]): void }
  ) {
    this.kept = file.items
  }

  of(arrangement: string): Point | undefined {
    return this.kept.find((each) => each.arrangement === arrangement)
  }

  leave(arrangement: string, { x, y }: Point): void {
    const others = this.kept.filter((each) => each.arrangement !== arrangement)
    this.kept = [{ arrangement, x, y }, ...others].slice(0, keptArrangements)
    this.file.save(this.kept)
  }
}

export function openHudPlaces(folder: string, log: Log): HudPlaces {
  return new HudPlaces(openListFile({ folder, name: 'hud-places', schema: leftAtSchema, log }))
}
