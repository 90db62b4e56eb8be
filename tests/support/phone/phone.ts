import { randomUUID } from 'node:crypto'
import { escapeUser } from '@contract/telephony/aor'
import {
  headerOf,
  headersOf,
  type SipRequest,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'
import { AudioStream } from './audio-stream'
import { within } from './clock'
import { IncomingCall } from './incoming-call'
import { localSdp, PhoneCall, remoteTargetOf, routeHeaders, type CallMedia } from './phone-call'
import { parseSdp } from './sdp-text'
import { newTag, SipEndpoint, tagOf, type PhoneAccount } from './sip-endpoint'
import { uriHost, type SipPeer } from './sip-link'

export interface PhoneOptions {
  readonly account: PhoneAccount
  /** the tone it plays in its calls; 0 is silence */
  readonly toneHz?: number
  readonly media?: CallMedia
}

/** What a call attempt came to. `call` is there after a 200. */
export interface Dialled {
  readonly response: SipResponse
  readonly call: PhoneCall | undefined
}

const defaultMedia: CallMedia = { payloadTypes: [0, 8], telephoneEvents: true }

/** A simulated phone: registers, calls and is called, plays a tone and records all that it is sent. */
export class Phone {
  private endpoint!: SipEndpoint
  private readonly calls = new Map<string, PhoneCall>()
  private readonly acks = new Map<string, string>()
  private readonly ringing: IncomingCall[] = []
  private readonly incoming = new Map<string, IncomingCall>()
  private readonly waiting: ((call: IncomingCall) => void)[] = []
  private readonly registrationId = randomUUID()
  private registrationCseq = 0
  private registered = false
  private refresh: NodeJS.Timeout | undefined

  private constructor(private readonly options: PhoneOptions) {}

  static async open(options: PhoneOptions): Promise<Phone> {
    const phone = new Phone(options)
    phone.endpoint = await SipEndpoint.open(
      options.account,
      (request, from) => phone.receive(request, from),
      (response) => phone.acknowledgeAgain(response)
    )
    return phone
  }

  /** where it listens, for calls without a PBX */
  get port(): number {
    return this.endpoint.link.localPort
  }

  /** Registers once and keeps the binding. @returns the final response */
  async register(expiresSeconds = 300): Promise<SipResponse> {
    const { user, domain } = this.options.account
    const aor = `sip:${escapeUser(user)}@${uriHost(domain)}`
    const { response, cseq } = await this.endpoint.request({
      method: 'REGISTER',
      uri: `sip:${uriHost(domain)}`,
      from: `<${aor}>;tag=${newTag()}`,
      to: `<${aor}>`,
      callId: this.registrationId,
      cseq: ++this.registrationCseq,
      headers: [{ name: 'Expires', value: String(expiresSeconds) }]
    })
    this.registrationCseq = cseq
    clearTimeout(this.refresh)
    this.registered = response.statusCode === 200 && expiresSeconds > 0
    if (this.registered) {
      const again = () => void this.register(expiresSeconds).catch(() => {})
      this.refresh = setTimeout(again, expiresSeconds * 500).unref()
    }
    return response
  }

  /** Dials and waits for the final response. */
  async dial(number: string): Promise<Dialled> {
    const { user, domain } = this.options.account
    const media = this.options.media ?? defaultMedia
    const audio = await AudioStream.open(this.endpoint.link.localAddress, this.options.toneHz ?? 0)
    const uri = `sip:${escapeUser(number)}@${uriHost(domain)}`
    const local = `<sip:${escapeUser(user)}@${uriHost(domain)}>;tag=${newTag()}`
    const callId = randomUUID()
    const { response, cseq } = await this.endpoint.request({
      method: 'INVITE',
      uri,
      from: local,
      to: `<${uri}>`,
      callId,
      cseq: 1,
      body: { type: 'application/sdp', text: localSdp(this.endpoint, audio, media) }
    })
    if (response.statusCode !== 200) {
      audio.close()
      return { response, call: undefined }
    }
    const dialog = {
      callId,
      local,
      remote: headerOf(response, 'To') ?? '',
      remoteTarget: remoteTargetOf(headerOf(response, 'Contact')),
      routes: [...headersOf(response, 'Record-Route')].reverse(),
      cseq
    }
    const { remote: to, remoteTarget } = dialog
    const headers = routeHeaders(dialog.routes)
    this.acks.set(
      callId,
      this.endpoint.ack({ uri: remoteTarget, from: local, to, callId, cseq, headers })
    )
    audio.sendTo(parseSdp(response.body))
    const call = new PhoneCall(this.endpoint, dialog, audio, media)
    this.calls.set(callId, call)
    return { response, call }
  }

  /** The next call that rings here, or rings already. */
  async nextCall(milliseconds = 5_000): Promise<IncomingCall> {
    const call = this.ringing.shift()
    if (call) return call
    const next = new Promise<IncomingCall>((resolve) => this.waiting.push(resolve))
    return within(milliseconds, `a call to ${this.options.account.user}`, next)
  }

  /** Waits for the next call and answers it. */
  async answerNext(milliseconds = 5_000): Promise<PhoneCall> {
    return (await this.nextCall(milliseconds)).answer()
  }

  /** Hangs up, unregisters and lets go of the network. */
  async close(): Promise<void> {
    clearTimeout(this.refresh)
    // A PBX that is gone already does not answer; that must not keep the others from closing.
    const calls = [...this.calls.values()].map((call) => call.hangUp())
    await Promise.allSettled(calls)
    if (this.registered) await Promise.allSettled([this.register(0)])
    this.endpoint.close()
  }

  private receive(request: SipRequest, from: SipPeer): void {
    const callId = headerOf(request, 'Call-ID') ?? ''
    const call = this.calls.get(callId)
    const incoming = this.incoming.get(callId)
    if (request.method === 'ACK') incoming?.acknowledged()
    if (call) call.receive(request, from)
    else if (request.method === 'CANCEL') incoming?.cancelled(request, from)
    else if (request.method === 'INVITE' && !tagOf(headerOf(request, 'To') ?? '')) {
      this.ring(request, from, callId)
    } else if (request.method === 'OPTIONS' || request.method === 'NOTIFY') {
      this.endpoint.reply(request, from, [200, 'OK'])
    } else if (request.method !== 'ACK') {
      this.endpoint.reply(request, from, [481, 'Call/Transaction Does Not Exist'])
    }
  }

  private ring(invite: SipRequest, from: SipPeer, callId: string): void {
    const { media = defaultMedia, toneHz = 0 } = this.options
    const call = new IncomingCall(this.endpoint, invite, from, media, toneHz, (answered) =>
      this.calls.set(callId, answered)
    )
    this.incoming.set(callId, call)
    const waiting = this.waiting.shift()
    if (waiting) waiting(call)
    else this.ringing.push(call)
  }

  private acknowledgeAgain(response: SipResponse): void {
    const ack = this.acks.get(headerOf(response, 'Call-ID') ?? '')
    if (ack !== undefined && response.statusCode === 200) this.endpoint.link.send(ack)
  }
}
