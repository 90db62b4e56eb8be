import {
  headerOf,
  type SipHeader,
  type SipRequest
} from '../../../src-main/demo-pbx/sip/sip-message'
import type { AudioStream } from './audio-stream'
import { epochMs } from './clock'
import { formatSdp, parseSdp, type G711PayloadType } from './sdp-text'
import { uriOf, type Exchange, type SipBody, type SipEndpoint } from './sip-endpoint'
import type { SipPeer } from './sip-link'

/** What identifies a dialog (RFC 3261 §12), seen from the phone. */
export interface PhoneDialog {
  readonly callId: string
  readonly local: string
  readonly remote: string
  readonly remoteTarget: string
  readonly routes: readonly string[]
  readonly cseq: number
  /** where the INVITE came from, and requests go to; the server for a call that was dialled */
  readonly peer?: SipPeer
}

export interface CallMedia {
  readonly payloadTypes: readonly G711PayloadType[]
  readonly telephoneEvents: boolean
}

export interface CallEnded {
  readonly by: 'us' | 'peer'
  readonly at: number
}

const sdpType = 'application/sdp'

/** An answered call of a phone. */
export class PhoneCall {
  /** bodies of the INFO requests that came, with their arrival */
  readonly infos: { readonly at: number; readonly body: string }[] = []
  readonly ended: Promise<CallEnded>
  readonly answeredAt = epochMs()
  private cseq: number
  private sdpVersion = 1
  private isOver = false
  private end: (ended: CallEnded) => void = () => {}

  constructor(
    private readonly endpoint: SipEndpoint,
    private readonly dialog: PhoneDialog,
    readonly audio: AudioStream,
    private readonly media: CallMedia
  ) {
    this.cseq = dialog.cseq
    this.ended = new Promise((resolve) => (this.end = resolve))
  }

  get over(): boolean {
    return this.isOver
  }

  /** Sends BYE. @returns undefined when the call is over already */
  async hangUp(): Promise<Exchange | undefined> {
    if (this.isOver) return undefined
    this.finish('us')
    return this.request('BYE')
  }

  /** Sends one digit as SIP INFO (application/dtmf-relay). @returns the status code of the answer */
  async sendInfo(digit: string): Promise<number> {
    const body = { type: 'application/dtmf-relay', text: `Signal=${digit}\r\nDuration=100\r\n` }
    return (await this.request('INFO', body)).response.statusCode
  }

  /** A request of the other side within this dialog. */
  receive(request: SipRequest, from: SipPeer): void {
    switch (request.method) {
      case 'INVITE':
      case 'UPDATE': {
        // The SDP of an UPDATE is optional; a re-INVITE without one asks for our offer.
        const answers = request.method === 'INVITE' || request.body !== ''
        if (request.body !== '') this.audio.sendTo(parseSdp(request.body))
        const body = answers ? { body: this.nextSdp() } : {}
        this.endpoint.reply(request, from, [200, 'OK'], body)
        return
      }
      case 'ACK':
        if (headerOf(request, 'Content-Type') === sdpType) this.audio.sendTo(parseSdp(request.body))
        return
      case 'INFO':
        this.infos.push({ at: epochMs(), body: request.body })
        this.endpoint.reply(request, from, [200, 'OK'])
        return
      case 'BYE':
        this.endpoint.reply(request, from, [200, 'OK'])
        this.finish('peer')
        return
      default:
        this.endpoint.reply(request, from, [200, 'OK'])
    }
  }

  private finish(by: CallEnded['by']): void {
    if (this.isOver) return
    this.isOver = true
    this.audio.close()
    this.end({ by, at: epochMs() })
  }

  private nextSdp(): SipBody {
    return {
      type: sdpType,
      text: localSdp(this.endpoint, this.audio, this.media, ++this.sdpVersion)
    }
  }

  private async request(method: string, body?: SipBody): Promise<Exchange> {
    const { callId, local, remote, remoteTarget, routes, peer } = this.dialog
    const exchange = await this.endpoint.request({
      method,
      uri: remoteTarget,
      from: local,
      to: remote,
      callId,
      cseq: ++this.cseq,
      headers: routeHeaders(routes),
      ...(peer ? { peer } : {}),
      ...(body ? { body } : {})
    })
    this.cseq = exchange.cseq
    return exchange
  }
}

export function localSdp(
  { link }: SipEndpoint,
  { port }: AudioStream,
  media: CallMedia,
  version = 1
): string {
  return formatSdp({ address: link.localAddress, port, ...media }, version)
}

export function routeHeaders(routes: readonly string[]): readonly SipHeader[] {
  return routes.map((value) => ({ name: 'Route', value }))
}

/** The remote target (RFC 3261 §12.1): where requests within the dialog are addressed to. */
export function remoteTargetOf(contact: string | undefined): string {
  if (contact === undefined) throw new Error('the other side sent no Contact')
  return uriOf(contact)
}
