import { portClient, type PortClient, type PortLike, type Requests } from '@contract/ipc/port-call'
import { Listeners } from '../listeners'
import { HangWatch, type Expectation } from './hang-watch'

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
  private readonly hangings = new Listeners<[]>()
  private readonly watch = new HangWatch({
    ask: () => void this.client?.request('hello', null).catch(() => {}),
    hangs: () => {
      if (this.client) this.hangings.tell()
    }
  })

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
    this.watch.starts()
    const started = this.watched(client.request('hello', null)).then(() => {
      this.running = true
      this.starts.tell()
    })
    const receive = (message: unknown) => {
      if (this.client === client) this.watch.heard()
      client.receive(message)
    }
    return { receive, started }
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
      return Promise.reject(this.notRunning())
    }
    return this.watched(this.client.request(name, input), this.expectationOf(name, input))
  }

  /** A call depends on it from now on: when it hangs that is noticed, also when nothing is asked of it. */
  use(): () => void {
    return this.watch.expect()
  }

  /** Resolves when it runs. */
  whenRunning(): Promise<void> {
    if (this.running) return Promise.resolve()
    return new Promise((resolve) => {
      const forget = this.onStarted(() => {
        forget()
        resolve()
      })
    })
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

  /** It has not answered for two seconds, ten where it may be slow, and has to be ended. Told again until it is gone. */
  onHanging(listener: () => void): () => void {
    return this.hangings.add(listener)
  }

  protected notRunning(): Error {
    return new Error(`${this.name}: not running`)
  }

  protected expectationOf<Name extends keyof Served & string>(
    _name: Name,
    _input: Served[Name]['input']
  ): Expectation {
    return 'usual'
  }

  private watched<Answer>(answer: Promise<Answer>, what: Expectation = 'usual'): Promise<Answer> {
    const answered = this.watch.expect(what)
    answer.then(answered, answered)
    return answer
  }
}
