import type { Clock } from '../clock'
import type { AgentCall } from './agent-call'
import { clients, type Client } from './clients'
import { firstTalkMs, humanePace, type Pace } from './pace'

export interface FloorOptions {
  readonly extensions: readonly string[]
  /** the agent who is on a call from the start */
  readonly firstOnCall: string
  /** `manual`: nothing happens but by order */
  readonly pace: 'humane' | 'manual'
  readonly clock: Clock
  /** like Math.random */
  readonly random: () => number
  /** a moment before which the call of an extension must not end by itself; 0 for any */
  readonly keepUntilMs: (extension: string) => number
  readonly onChange: (extension: string, state: 'ringing' | 'confirmed' | 'terminated') => void
}

/**
 * The agents and their calls.
 *
 * ```
 *  idle ──ring──► ringing ──connect──► confirmed ──hang up──► idle
 * ```
 */
export class Floor {
  private readonly calls = new Map<string, AgentCall>()
  private readonly timers = new Map<string, () => void>()
  private readonly pace: Pace
  private lastCallId = 0

  constructor(private readonly options: FloorOptions) {
    this.pace = humanePace(options.random)
  }

  open(): void {
    const { extensions, firstOnCall } = this.options
    this.begin(firstOnCall, 'recipient', clients[0])
    this.confirm(firstOnCall, firstTalkMs)
    for (const extension of extensions) {
      if (extension !== firstOnCall) this.pauseBeforeNext(extension)
    }
  }

  close(): void {
    for (const cancel of this.timers.values()) cancel()
    this.timers.clear()
  }

  callOf(extension: string): AgentCall | undefined {
    return this.calls.get(extension)
  }

  /** A client rings. Nothing happens when the agent is not idle. */
  ring(extension: string): void {
    if (!this.options.extensions.includes(extension) || this.calls.has(extension)) return
    this.begin(extension, 'recipient')
    this.next(extension, this.pace.ringMs(), () => {
      this.confirm(extension, this.pace.talkMs())
    })
  }

  /** The agent talks to a client: the one who rings, or one who rings now. */
  connect(extension: string): void {
    this.ring(extension)
    if (this.calls.get(extension)?.state === 'ringing') this.confirm(extension, this.pace.talkMs())
  }

  /**
   * Somebody who is not of the floor calls the agent, who rings until told otherwise.
   *
   * @returns false when the agent is not idle
   */
  occupy(extension: string, caller: Client): boolean {
    if (!this.options.extensions.includes(extension) || this.calls.has(extension)) return false
    this.leaveAlone(extension)
    this.begin(extension, 'recipient', caller)
    return true
  }

  /** The agent answers, and talks until told otherwise. */
  talk(extension: string): void {
    this.confirm(extension, 0)
    this.leaveAlone(extension)
  }

  /** From here on the call ends by itself, like any other. */
  release(extension: string): void {
    if (this.calls.has(extension)) this.endAfter(extension, this.pace.talkMs())
  }

  hangUp(extension: string): void {
    if (!this.calls.delete(extension)) return
    this.pauseBeforeNext(extension)
    this.options.onChange(extension, 'terminated')
  }

  private begin(
    extension: string,
    direction: AgentCall['direction'],
    client: Client = this.freeClient()
  ): void {
    this.lastCallId += 1
    const call = { id: String(this.lastCallId), client, direction, confirmedAtMs: 0 }
    this.calls.set(extension, { ...call, state: 'ringing' })
    this.options.onChange(extension, 'ringing')
  }

  private confirm(extension: string, talkMs: number): void {
    const call = this.calls.get(extension)
    if (!call) return
    const confirmedAtMs = this.options.clock.nowMs()
    this.calls.set(extension, { ...call, state: 'confirmed', confirmedAtMs })
    this.endAfter(extension, talkMs)
    this.options.onChange(extension, 'confirmed')
  }

  private endAfter(extension: string, delayMs: number): void {
    this.next(extension, delayMs, () => {
      const leftMs = this.options.keepUntilMs(extension) - this.options.clock.nowMs()
      if (leftMs > 0) this.endAfter(extension, leftMs)
      else this.hangUp(extension)
    })
  }

  private pauseBeforeNext(extension: string): void {
    this.next(extension, this.pace.pauseMs(), () => {
      // One call in four is made by the agent, so that both directions are seen.
      this.begin(extension, this.options.random() < 0.25 ? 'initiator' : 'recipient')
      this.next(extension, this.pace.ringMs(), () => {
        this.confirm(extension, this.pace.talkMs())
      })
    })
  }

  /** One thing is to happen next to an agent; what was to happen before is off. */
  private next(extension: string, delayMs: number, run: () => void): void {
    this.leaveAlone(extension)
    if (this.options.pace === 'manual') return
    this.timers.set(extension, this.options.clock.after(delayMs, run))
  }

  private leaveAlone(extension: string): void {
    this.timers.get(extension)?.()
    this.timers.delete(extension)
  }

  private freeClient(): Client {
    const busy = new Set([...this.calls.values()].map(({ client }) => client.name))
    const free = clients.filter(({ name }) => !busy.has(name))
    const index = Math.floor(this.options.random() * free.length)
    return free[index] ?? { name: 'Anonymous', number: 'anonymous' }
  }
}
