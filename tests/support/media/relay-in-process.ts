import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import type { PortLike } from '@contract/ipc/port-call'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { WeriftEngineLeg } from '../../../src-main/media/relay/engine-leg'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { serveRelay } from '../../../src-main/media/relay/relay-server'
import { linkPorts } from './link-ports'

/** One request, as it arrives at the relay. */
export type RelayRequest = {
  [Name in keyof RelayRequests]: { request: Name; input: RelayRequests[Name]['input'] }
}[keyof RelayRequests]

/** What was started once, and ends in a crash. */
interface Running {
  /** by session, what was opened, and when that is done */
  readonly opened: Map<string, Promise<void>>
  isGone: boolean
  /** asks it without main; resolves with its answer */
  ask(request: RelayRequest): Promise<void>
}

/** The real relay in the process of the test. */
export class RelayInProcess {
  readonly process = new MediaProcess<RelayRequests, RelayEvent>('media relay')
  /** told of each request, before and after the relay has taken it */
  taking: (request: RelayRequest, when: 'before' | 'after') => void = () => {}
  /** A relay as it must not be: its lock lets everything pass. Only a test of a test wants that. */
  lockIsLifted = false
  private running: Running | null = null
  private stalled: { packets: (() => void)[]; requests: (() => void)[] } | null = null

  async start(): Promise<void> {
    const { near, far, connect } = linkPorts()
    const answers = new Map<number, () => void>()
    const answering: PortLike = {
      postMessage: (message) => {
        const { answerTo = 0 } = message as { answerTo?: number }
        answers.get(answerTo)?.()
        answers.delete(answerTo)
        far.postMessage(message)
      }
    }
    const serve = serveRelay(answering, (onPacket) => {
      return new WeriftEngineLeg((packet) => {
        this.inTurn('packets', () => running.isGone || onPacket(packet))
      })
    })
    let asked = 0
    const running: Running = {
      opened: new Map(),
      isGone: false,
      ask: (request) =>
        new Promise((resolve) => {
          const id = --asked
          answers.set(id, resolve)
          serve({ id, ...request })
        })
    }
    this.running = running
    const { receive, started } = this.process.attach(near)
    connect(receive, (message) => {
      this.inTurn('requests', () => {
        if (running.isGone) return
        const request = message as RelayRequest & { readonly id: number }
        if (request.request === 'open') {
          const done = new Promise<void>((resolve) => answers.set(request.id, resolve))
          running.opened.set(request.input.session, done)
        }
        this.taking(request, 'before')
        serve(this.lockIsLifted ? withoutLock(request) : request)
        this.taking(request, 'after')
      })
    })
    await started
  }

  /** Its sockets are gone, as they are with a process. */
  async crash(): Promise<void> {
    this.goOn()
    const { running } = this
    this.running = null
    if (running) running.isGone = true
    this.process.detach('crashed')
    await Promise.all(
      [...(running?.opened ?? [])].map(async ([session, done]) => {
        await done
        await running?.ask({ request: 'close', input: { session } })
      })
    )
  }

  /** It gets no processor time: packets and requests wait until `goOn`. */
  stall(): void {
    this.stalled ??= { packets: [], requests: [] }
  }

  /** In the worst of the orders that there can be: voice that waited is looked at before the request to lock. */
  goOn(): void {
    const { stalled } = this
    this.stalled = null
    for (const take of [...(stalled?.packets ?? []), ...(stalled?.requests ?? [])]) take()
  }

  private inTurn(kind: 'packets' | 'requests', take: () => void): void {
    if (this.stalled) this.stalled[kind].push(take)
    else take()
  }
}

function withoutLock(request: RelayRequest): RelayRequest {
  if (request.request !== 'setMicrophone') return request
  const microphone: MicrophonePolicy = 'open'
  return { ...request, input: { ...request.input, microphone } }
}
