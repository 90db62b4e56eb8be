import { connect, type Socket } from 'node:net'
import { once } from 'node:events'
import { Changes } from '../../support/changes'
import { epochMs } from '../../support/phone/clock'

/** What baresip tells on its control port: events, and answers to commands. */
export interface BaresipMessage {
  readonly at: number
  readonly event?: boolean
  /** of an event, e.g. CALL_ESTABLISHED */
  readonly type?: string
  readonly param?: string
  readonly response?: boolean
  readonly ok?: boolean
  readonly data?: string
  readonly token?: string
}

/** baresip's module ctrl_tcp: JSON in netstrings. */
export class ControlLink {
  readonly messages: BaresipMessage[] = []
  private readonly changes = new Changes()
  private buffered = ''
  private commands = 0

  private constructor(private readonly socket: Socket) {
    socket.setEncoding('utf8').on('data', (chunk: string) => this.read(chunk))
    socket.on('error', () => {})
  }

  /** @throws the error of the system when nobody listens */
  static async open(host: string, port: number): Promise<ControlLink> {
    const socket = connect(port, host)
    await once(socket, 'connect')
    return new ControlLink(socket)
  }

  /** @returns what baresip says to it */
  async command(command: string, params = ''): Promise<string> {
    const token = String(++this.commands)
    const text = JSON.stringify({ command, params, token })
    this.socket.write(`${Buffer.byteLength(text)}:${text},`)
    const answer = await this.changes.until(`baresip's answer to ${command}`, 5_000, () =>
      this.messages.find((message) => message.response && message.token === token)
    )
    return answer.data ?? ''
  }

  /** The first event of a type since a time, now or later. */
  async event(type: string, since: number, milliseconds: number): Promise<BaresipMessage> {
    return this.changes.until(`${type} of baresip`, milliseconds, () =>
      this.messages.find((message) => message.type === type && message.at >= since)
    )
  }

  /** The telephone-events that it was sent, as soon as there are so many. @returns those that came */
  async codes(count: number, milliseconds: number): Promise<string> {
    const came = () =>
      this.messages.flatMap(({ type, param = '' }) => (type === 'CALL_DTMF_START' ? [param] : []))
    await this.changes
      .until('telephone-events at baresip', milliseconds, () =>
        came().length >= count ? true : undefined
      )
      .catch(() => {})
    return came().join('')
  }

  close(): void {
    this.socket.destroy()
  }

  private read(chunk: string): void {
    this.buffered += chunk
    for (;;) {
      const [head = '', length = '0'] = /^(\d+):/.exec(this.buffered) ?? []
      const end = head.length + Number(length)
      if (head === '' || this.buffered.length <= end) return
      const message = JSON.parse(this.buffered.slice(head.length, end)) as BaresipMessage
      this.buffered = this.buffered.slice(end + 1)
      this.messages.push({ ...message, at: epochMs() })
      this.changes.tell()
    }
  }
}
