import type { TracedMessage, TraceView } from '@contract/ipc/trace-view'
import { readable } from './octets'
import { redactMessage } from './redact-message'
import { summarize } from './summarize'
import { TraceBuffer, type TraceEntry, type TraceLimits } from './trace-buffer'
import type { WireAddress, WireMessage } from './wire-message'

/** An hour of a busy desk, or some minutes of a thousand lamps. */
const defaultLimits: TraceLimits = { messages: 5_000, bytes: 8 * 1024 * 1024 }

/**
 * The SIP messages of the last while, for support. Credentials, keys and private texts are taken out before a message is
 * kept (docs/adr/0014), so that neither a window, nor an export, nor a memory dump of the buffer has them.
 */
export class SipTrace {
  private readonly buffer: TraceBuffer
  /** of the last change; a message's id is the revision that it made */
  private revision = 0
  private recording = false
  private waiting: ((view: TraceView) => void) | null = null

  constructor(
    private readonly now: () => number,
    limits: TraceLimits = defaultLimits
  ) {
    this.buffer = new TraceBuffer(limits)
  }

  get entries(): readonly TraceEntry[] {
    return this.buffer.entries
  }

  get dropped(): number {
    return this.buffer.dropped
  }

  /** What was recorded stays when the recording ends. */
  record(on: boolean): void {
    if (on === this.recording) return
    this.recording = on
    this.changed()
  }

  /** @returns the tap for one customer's account */
  wireOf(customer: string): (message: WireMessage) => void {
    return (message) => {
      if (this.recording) this.take(customer, message)
    }
  }

  /**
   * What is new since a revision.
   *
   * @param since - null asks for everything there is; a number waits until there is something newer. Only one can wait:
   *   who asked before is answered with nothing new.
   */
  read(since: number | null): Promise<TraceView> {
    this.answer(this.revision)
    if (since === null || since < this.revision) return Promise.resolve(this.view(since ?? 0))
    return new Promise((resolve) => {
      this.waiting = resolve
    })
  }

  /** @returns the text of a message, or null when it fell out meanwhile */
  textOf(id: number): string | null {
    const entry = this.buffer.entries.find((each) => each.id === id)
    return entry ? readable(entry.text) : null
  }

  clear(): void {
    this.buffer.clear()
    this.changed()
  }

  private take(customer: string, { direction, protocol, local, remote, bytes }: WireMessage): void {
    const text = ownCopy(redactMessage(Buffer.from(bytes).toString('latin1')))
    this.revision += 1
    this.buffer.add({
      id: this.revision,
      at: this.now(),
      direction,
      protocol,
      local: hostPort(local),
      remote: hostPort(remote),
      customer,
      bytes: bytes.length,
      summary: summarize(readable(text)),
      text
    })
    this.answer(this.revision - 1)
  }

  private changed(): void {
    this.revision += 1
    this.answer(this.revision - 1)
  }

  private answer(since: number): void {
    const resolve = this.waiting
    this.waiting = null
    resolve?.(this.view(since))
  }

  private view(since: number): TraceView {
    const { entries, dropped } = this.buffer
    const newer = entries.slice(firstAfter(entries, since))
    return {
      revision: this.revision,
      recording: this.recording,
      firstId: entries[0]?.id ?? this.revision + 1,
      dropped,
      messages: newer.map(({ text: _, ...message }): TracedMessage => message)
    }
  }
}

/** Ids grow: what is new stands at the end. */
function firstAfter(entries: readonly TraceEntry[], since: number): number {
  const last = entries.findLastIndex(({ id }) => id <= since)
  return last + 1
}

/** A string that was put together from pieces of another one keeps that one alive, secrets and all. */
function ownCopy(octets: string): string {
  return Buffer.from(octets, 'latin1').toString('latin1')
}

function hostPort({ host, port }: WireAddress): string {
  return host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`
}
