/** What stands for no sound at all. */
const silenceDbfs = -99

/** @param meanSquare - of samples between -1 and 1 */
export function toDbfs(meanSquare: number): number {
  if (!(meanSquare > 0)) return silenceDbfs
  return Math.max(silenceDbfs, Math.round(100 * Math.log10(meanSquare)) / 10)
}
