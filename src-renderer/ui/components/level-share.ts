const FLOOR_DBFS = -60

/** How much of a meter a level fills, 0 to 1. Speech is around -30 to -12 dBFS, so the scale begins at -60. */
export function levelShare(dbfs: number): number {
  return Math.min(1, Math.max(0, 1 - dbfs / FLOOR_DBFS))
}
