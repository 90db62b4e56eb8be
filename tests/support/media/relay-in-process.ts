import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { WeriftEngineLeg } from '../../../src-main/media/relay/engine-leg'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { serveRelay } from '../../../src-main/media/relay/relay-server'
import { linkPorts } from './link-ports'

/** One request, as it arrives at the relay. */
export type RelayRequest = {
  [Name in keyof RelayRequests]: { request: Name; input: RelayRequests[Name]['input'] }
}[keyof RelayRequests]

/** The real relay in the process of the test. */
export class RelayInProcess {
  readonly process = new MediaProcess<RelayRequests, RelayEvent>('media relay')
  /** told of each request, before and after the relay has taken it */
  taking: (request: RelayRequest, when: 'before' | 'after') => void = () => {}
  /** A relay as it must not be: its lock lets everything pass. Only a test of a test wants that. */
  lockIsLifted = false
  private readonly opened = new Set<string>()
  private stalled: { packets: (() => void)[]; requests: (() => void)[] } | null = null

  async start(): Promise<void> {
    const { near, far, connect } = linkPorts()
    const serve = serveRelay(far, (onPacket) => {
      return new WeriftEngineLeg((packet) => this.inTurn('packets', () => onPacket(packet)))
    })
    const { receive, started } = this.process.attach(near)
    connect(receive, (message) => {
      this.inTurn('requests', () => {
        const request = message as RelayRequest
        if (request.request === 'open') this.opened.add(request.input.session)
        this.taking(request, 'before')
        serve(this.lockIsLifted ? withoutLock(request) : message)
        this.taking(request, 'after')
      })
    })
    await started
  }

  /** Its sockets are gone, as they are with a process. */
  async crash(): Promise<void> {
    this.goOn()
    const closing = [...this.opened].map((session) => this.process.request('close', { session }))
    await Promise.all(closing)
    this.opened.clear()
    this.process.detach('crashed')
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
