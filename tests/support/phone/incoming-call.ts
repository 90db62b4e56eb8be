import { headerOf, headersOf, type SipRequest } from '../../../src-main/demo-pbx/sip/sip-message'
import { AudioStream } from './audio-stream'
import { localSdp, PhoneCall, remoteTargetOf, type CallMedia } from './phone-call'
import { parseSdp } from './sdp-text'
import { newTag, type SipEndpoint } from './sip-endpoint'
import type { SipPeer } from './sip-link'

const t1Ms = 500
const t2Ms = 4_000

/** A call that rings at a phone. */
export class IncomingCall {
  private readonly tag = newTag()
  private state: 'ringing' | 'answering' | 'over' = 'ringing'
  private repeat: NodeJS.Timeout | undefined

  constructor(
    private readonly endpoint: SipEndpoint,
    private readonly invite: SipRequest,
    private readonly peer: SipPeer,
    private readonly media: CallMedia,
    private readonly toneHz: number,
    private readonly onAnswered: (call: PhoneCall) => void
  ) {
    endpoint.reply(invite, peer, [180, 'Ringing'], { toTag: this.tag })
  }

  get callId(): string {
    return headerOf(this.invite, 'Call-ID') ?? ''
  }

  async answer(): Promise<PhoneCall> {
    if (this.state !== 'ringing') throw new Error('this call no longer rings')
    this.state = 'answering'
    const offer = this.invite.body === '' ? undefined : parseSdp(this.invite.body)
    // An answer has what was on offer (RFC 3264 §6.1); without an offer it is one itself.
    const media = offer ? { ...this.media, payloadTypes: [offer.payloadType] } : this.media
    const audio = await AudioStream.open(this.endpoint.link.localAddress, this.toneHz)
    const call = new PhoneCall(
      this.endpoint,
      {
        callId: this.callId,
        local: `${headerOf(this.invite, 'To') ?? ''};tag=${this.tag}`,
        remote: headerOf(this.invite, 'From') ?? '',
        remoteTarget: remoteTargetOf(headerOf(this.invite, 'Contact')),
        routes: headersOf(this.invite, 'Record-Route'),
        cseq: 0,
        peer: this.peer
      },
      audio,
      media
    )
    this.onAnswered(call)
    const text = this.endpoint.reply(this.invite, this.peer, [200, 'OK'], {
      toTag: this.tag,
      body: { type: 'application/sdp', text: localSdp(this.endpoint, audio, media) }
    })
    this.repeatUntilAck(text)
    if (offer) audio.sendTo(offer)
    return call
  }

  reject(statusCode: number, reasonPhrase: string): void {
    this.state = 'over'
    this.endpoint.reply(this.invite, this.peer, [statusCode, reasonPhrase], { toTag: this.tag })
  }

  cancelled(cancel: SipRequest, from: SipPeer): void {
    this.endpoint.reply(cancel, from, [200, 'OK'], { toTag: this.tag })
    if (this.state === 'ringing') this.reject(487, 'Request Terminated')
  }

  acknowledged(): void {
    clearTimeout(this.repeat)
  }

  /** RFC 3261 §13.3.1.4: the 200 is repeated until the ACK comes, over any transport. */
  private repeatUntilAck(text: string, delayMs = t1Ms): void {
    if (delayMs > 32 * t1Ms) return
    this.repeat = setTimeout(() => {
      this.endpoint.link.send(text, this.peer)
      this.repeatUntilAck(text, delayMs < t2Ms ? delayMs * 2 : delayMs + t2Ms)
    }, delayMs)
    this.repeat.unref()
  }
}
