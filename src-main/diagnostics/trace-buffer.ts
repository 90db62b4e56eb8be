import type { TracedMessage } from '@contract/ipc/trace-view'

/** A message as it is kept: without secrets. `text` has one character for each byte. */
export interface TraceEntry extends TracedMessage {
  readonly text: string
}

export interface TraceLimits {
  readonly messages: number
  readonly bytes: number
}

/** The last messages, by number and by size. The oldest fall out. */
export class TraceBuffer {
  private held: TraceEntry[] = []
  /** how often each message is held, by its text: a retransmission is the same to the last byte */
  private readonly copies = new Map<string, number>()
  private heldBytes = 0
  private droppedCount = 0

  constructor(private readonly limits: TraceLimits) {}

  get entries(): readonly TraceEntry[] {
    return this.held
  }

  get dropped(): number {
    return this.droppedCount
  }

  /** @returns the entry, which says whether the same message is held already */
  add(message: Omit<TraceEntry, 'repeated'>): TraceEntry {
    const key = copyKey(message)
    const before = this.copies.get(key) ?? 0
    const entry = { ...message, repeated: before > 0 }
    this.copies.set(key, before + 1)
    this.held.push(entry)
    this.heldBytes += entry.bytes
    while (this.held.length > this.limits.messages || this.heldBytes > this.limits.bytes)
      this.drop()
    return entry
  }

  clear(): void {
    this.held = []
    this.copies.clear()
    this.heldBytes = 0
    this.droppedCount = 0
  }

  private drop(): void {
    const oldest = this.held.shift()
    if (!oldest) return
    this.heldBytes -= oldest.bytes
    this.droppedCount += 1
    const key = copyKey(oldest)
    const left = (this.copies.get(key) ?? 1) - 1
    if (left > 0) this.copies.set(key, left)
    else this.copies.delete(key)
  }
}

function copyKey({
  direction,
  customer,
  text
}: Pick<TraceEntry, 'direction' | 'customer' | 'text'>) {
  return `${direction} ${customer} ${text}`
}
