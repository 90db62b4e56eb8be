import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import { WeriftEngineLeg } from '../../../src-main/media/relay/engine-leg'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { serveRelay } from '../../../src-main/media/relay/relay-server'
import { linkPorts } from './link-ports'

type Open = { request: 'open'; input: RelayRequests['open']['input'] }

/** The real relay in the process of the test. */
export class RelayInProcess {
  readonly process = new MediaProcess<RelayRequests, RelayEvent>('media relay')
  private readonly opened = new Set<string>()

  async start(): Promise<void> {
    const { near, far, connect } = linkPorts()
    const serve = serveRelay(far, (onPacket) => new WeriftEngineLeg(onPacket))
    const { receive, started } = this.process.attach(near)
    connect(receive, (message) => {
      const { request, input } = message as Partial<Open>
      if (request === 'open' && input) this.opened.add(input.session)
      serve(message)
    })
    await started
  }

  /** Its sockets are gone, as they are with a process. */
  async crash(): Promise<void> {
    const closing = [...this.opened].map((session) => this.process.request('close', { session }))
    await Promise.all(closing)
    this.opened.clear()
    this.process.detach('crashed')
  }
}
