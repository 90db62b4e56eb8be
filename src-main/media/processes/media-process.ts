import { portClient, type PortClient, type PortLike, type Requests } from '@contract/ipc/port-call'
import { Listeners } from '../listeners'

/**
 * A process that main runs for the media, as its users see it: it may go and come again, and then knows nothing.
 *
 * ```
 *  absent ──attach──► starting ──started──► running
 *     ▲                   └───────detach──────┘
 *     └───────────────────────────┘
 * ```
 */
export class MediaProcess<
  Served extends Requests & { hello: { input: null; output: null } },
  Event
> {
  private client: PortClient<Served> | null = null
  private port: PortLike | null = null
  private running = false
  private readonly events = new Listeners<[Event]>()
  private readonly goings = new Listeners<[]>()
  private readonly starts = new Listeners<[]>()

  constructor(readonly name: string) {}

  /**
   * Speaks to a new process over its port.
   *
   * @returns a function to be given every message, and a promise of the process' first answer
   */
  attach(port: PortLike): { receive: (message: unknown) => void; started: Promise<void> } {
    this.detach('replaced')
    const client = portClient<Served, Event>(port, (event) => {
      if (this.client === client) this.events.tell(event)
    })
    this.client = client
    this.port = port
    const started = client.request('hello', null).then(() => {
      this.running = true
      this.starts.tell()
    })
    return { receive: (message) => client.receive(message), started }
  }

  /** The process is gone: what it was asked rejects. */
  detach(why: string): void {
    const { client, running } = this
    if (!client) return
    this.client = null
    this.port = null
    this.running = false
    if (running) this.goings.tell()
    client.close(`${this.name}: ${why}`)
  }

  /** The same, unless another process has taken its place by now. */
  detachFrom(port: PortLike, why: string): void {
    if (this.port === port) this.detach(why)
  }

  /** Posts at once. Rejects when the process is not there or goes before it answers. */
  request<Name extends keyof Served & string>(
    name: Name,
    input: Served[Name]['input']
  ): Promise<Served[Name]['output']> {
    if (!this.client || !this.running) {
      return Promise.reject(new Error(`${this.name}: not running`))
    }
    return this.client.request(name, input)
  }

  get isRunning(): boolean {
    return this.running
  }

  onEvent(listener: (event: Event) => void): () => void {
    return this.events.add(listener)
  }

  onGone(listener: () => void): () => void {
    return this.goings.add(listener)
  }

  onStarted(listener: () => void): () => void {
    return this.starts.add(listener)
  }
}
