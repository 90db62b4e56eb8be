const wrap = 0x1_0000

/**
 * The index of a packet: of all that end in its sequence number the one nearest to the highest so far
 * (RFC 3711 §3.3.1). Its upper part is the rollover counter.
 */
export function nearestIndex(sequenceNumber: number, highest: number): number {
  const sameRollover = highest - (highest % wrap) + sequenceNumber
  const distance = sameRollover - highest
  if (distance > wrap / 2 && sameRollover >= wrap) return sameRollover - wrap
  return distance < -wrap / 2 ? sameRollover + wrap : sameRollover
}

export function rolloverCounter(index: number): number {
  return Math.floor(index / wrap)
}

export function withRollover(sequenceNumber: number, rollovers: number): number {
  return rollovers * wrap + sequenceNumber
}

/** The least that RFC 3711 §3.3.2 allows. */
const windowSize = 64

/** Which packets of a stream were seen already (RFC 3711 §3.3.2). */
export class ReplayWindow {
  private readonly seen = new Float64Array(windowSize).fill(-1)
  private highestSeen: number | null = null

  get highest(): number | null {
    return this.highestSeen
  }

  isNew(index: number): boolean {
    if (this.highestSeen !== null && index <= this.highestSeen - windowSize) return false
    return this.seen[index % windowSize] !== index
  }

  /** Only what is authenticated may be marked. */
  mark(index: number): void {
    this.seen[index % windowSize] = index
    if (this.highestSeen === null || index > this.highestSeen) this.highestSeen = index
  }
}
