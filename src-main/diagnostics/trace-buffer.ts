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
  /** how often each text is held: a retransmission is the same to the last byte. The keys share their memory with it. */
  private readonly copies = { sent: new Map<string, number>(), received: new Map<string, number>() }
  private heldBytes = 0
  private droppedCount = 0

  constructor(private readonly limits: TraceLimits) {}

  get entries(): readonly TraceEntry[] {
    return this.held
  }

  get dropped(): number {
    return this.droppedCount
  }

  add(message: Omit<TraceEntry, 'repeated'>): void {
    const copies = this.copies[message.direction]
    const before = copies.get(message.text) ?? 0
    copies.set(message.text, before + 1)
    this.held.push({ ...message, repeated: before > 0 })
    this.heldBytes += message.bytes
    while (this.held.length > this.limits.messages || this.heldBytes > this.limits.bytes)
      this.drop()
  }

  clear(): void {
    this.held = []
    this.copies.sent.clear()
    this.copies.received.clear()
    this.heldBytes = 0
    this.droppedCount = 0
  }

  private drop(): void {
    const oldest = this.held.shift()
    if (!oldest) return
    this.heldBytes -= oldest.bytes
    this.droppedCount += 1
    const copies = this.copies[oldest.direction]
    const left = (copies.get(oldest.text) ?? 1) - 1
    if (left > 0) copies.set(oldest.text, left)
    else copies.delete(oldest.text)
  }
}
