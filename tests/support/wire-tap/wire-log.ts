import {
  headerOf,
  type SipMessage,
  type SipRequest,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'
import { epochMs, within } from '../phone/clock'
import { Recording } from '../phone/recording'

export interface LoggedMessage {
  readonly at: number
  readonly from: 'app' | 'pbx'
  readonly message: SipMessage
}

/** A request of the app and the final response that it got. */
export interface LoggedExchange {
  readonly request: SipRequest
  readonly sentAt: number
  readonly response: SipResponse
  readonly answeredAt: number
}

/** Everything that passed between the app and its PBX. */
export class WireLog {
  readonly messages: LoggedMessage[] = []
  /** RTP of the app: the manager's voice and codes */
  readonly fromApp = new Recording()
  /** RTP of the PBX: what the manager is given to hear */
  readonly fromPbx = new Recording()
  /** datagrams of audio, both ways, by what the SDP of their sender says that they are */
  readonly audioPackets = { rtp: 0, srtp: 0 }
  private readonly listeners = new Set<() => void>()

  add(from: LoggedMessage['from'], message: SipMessage): void {
    this.messages.push({ at: epochMs(), from, message })
    for (const listener of [...this.listeners]) listener()
  }

  countAudio(kind: keyof WireLog['audioPackets']): void {
    this.audioPackets[kind]++
  }

  /**
   * The app's requests of one method since a time, each with its final response. A challenge (401, 407) is no end of
   * it: the request goes out again with credentials.
   */
  exchanges(method: string, since: number): readonly LoggedExchange[] {
    return this.messages.flatMap(({ at, from, message }): LoggedExchange[] => {
      if (at < since || from !== 'app' || message.kind !== 'request' || message.method !== method) {
        return []
      }
      const answer = this.messages.find(
        (entry): entry is LoggedMessage & { message: SipResponse } =>
          entry.from === 'pbx' &&
          entry.message.kind === 'response' &&
          answers(entry.message, message)
      )
      if (!answer || [401, 407].includes(answer.message.statusCode)) return []
      return [{ request: message, sentAt: at, response: answer.message, answeredAt: answer.at }]
    })
  }

  /** Waits for the first such exchange that `accepts`. */
  async exchange(
    method: string,
    since: number,
    milliseconds: number,
    accepts: (exchange: LoggedExchange) => boolean = () => true
  ): Promise<LoggedExchange> {
    let listener = () => {}
    const found = new Promise<LoggedExchange>((resolve) => {
      listener = () => {
        const exchange = this.exchanges(method, since).find(accepts)
        if (exchange) resolve(exchange)
      }
      this.listeners.add(listener)
      listener()
    })
    try {
      return await within(milliseconds, `the PBX's answer to ${method}`, found)
    } finally {
      this.listeners.delete(listener)
    }
  }
}

function answers(response: SipResponse, request: SipRequest): boolean {
  return (
    response.statusCode >= 200 &&
    headerOf(response, 'Call-ID') === headerOf(request, 'Call-ID') &&
    headerOf(response, 'CSeq') === headerOf(request, 'CSeq')
  )
}
