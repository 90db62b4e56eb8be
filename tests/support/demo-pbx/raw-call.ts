import { headerOf, type SipResponse } from '../../../src-main/demo-pbx/sip/sip-message'
import { RawRtp } from './raw-rtp'
import { RawSip, token } from './raw-sip'

const sdpType = 'Content-Type: application/sdp'

/** An SDP body with PCMU and telephone-event. */
export function rawSdp(port: number, ...attributes: readonly string[]): string {
  return [
    'v=0',
    'o=- 1 1 IN IP4 127.0.0.1',
    's=-',
    'c=IN IP4 127.0.0.1',
    't=0 0',
    `m=audio ${port} RTP/AVP 0 101`,
    'a=rtpmap:101 telephone-event/8000',
    ...attributes,
    ''
  ].join('\r\n')
}

/** The audio port in an SDP body; 0 when it has none. */
export function portIn(sdp: string): number {
  return Number(/m=audio (\d+)/.exec(sdp)?.[1] ?? 0)
}

/** A supervisor's call made by hand. */
export class RawCall {
  private cseq = 2

  private constructor(
    readonly sip: RawSip,
    readonly rtp: RawRtp,
    private readonly uri: string,
    readonly callId: string,
    readonly answer: SipResponse
  ) {}

  /** @param body - the SDP to offer; '' leaves the offer to the PBX, and this side answers in the ACK */
  static async join(
    sip: RawSip,
    number: string,
    body: (rtpPort: number) => string = (port) => rawSdp(port)
  ): Promise<RawCall> {
    const rtp = await RawRtp.open()
    const uri = `sip:${number}@127.0.0.1`
    const callId = token()
    const offer = body(rtp.port)
    const invite = {
      method: 'INVITE',
      uri,
      callId,
      body: offer,
      headers: offer === '' ? [] : [sdpType]
    }
    const answer = await sip.authorized(invite)
    const call = new RawCall(sip, rtp, uri, callId, answer)
    sip.ack({ method: 'ACK', uri }, callId, 2, answer, offer === '' ? rawSdp(rtp.port) : '')
    return call
  }

  get rtpPort(): number {
    return portIn(this.answer.body)
  }

  /** A request within the dialog. */
  async request(
    method: string,
    { body = '', headers = [] }: { body?: string; headers?: readonly string[] } = {}
  ): Promise<SipResponse> {
    this.cseq += 1
    const { callId, uri, cseq } = this
    const to = headerOf(this.answer, 'To') ?? ''
    return this.sip.request({ method, uri, to, callId, cseq, headers, body })
  }

  /** A re-INVITE, acknowledged. */
  async reinvite(body: string): Promise<SipResponse> {
    const headers = body === '' ? [] : [sdpType]
    const response = await this.request('INVITE', { body, headers })
    const ackBody = body === '' ? rawSdp(this.rtp.port) : ''
    this.sip.ack({ method: 'ACK', uri: this.uri }, this.callId, this.cseq, response, ackBody)
    return response
  }

  close(): void {
    this.rtp.close()
  }
}
