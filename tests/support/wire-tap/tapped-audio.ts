import { once } from 'node:events'
import type { SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { headerOf } from '../../../src-main/demo-pbx/sip/sip-message'
import { recordRtp } from '../phone/record-rtp'
import { udpSocketFor, type SipPeer } from '../phone/sip-link'
import { swapAudioAddress } from './address-swap'
import type { AudioLink } from './audio-link'
import { sdesOpener, type SdesOpener } from './sdes-opener'
import type { WireLog } from './wire-log'

type Side = 'app' | 'pbx'
const otherSide = { app: 'pbx', pbx: 'app' } as const

interface Leg {
  readonly socket: ReturnType<typeof udpSocketFor>
  /** where this side wants its audio, as its SDP says */
  wants: SipPeer | undefined
  /** of what this side sends, where it sends SRTP; before it said what, nobody can tell */
  opener: { readonly keys: string; readonly open: SdesOpener | undefined } | undefined
}

/** The audio of one call, forwarded packet by packet and recorded on the way. */
export class TappedAudio {
  private readonly eventPayloadTypes = new Set<number>()
  private isClosed = false

  private constructor(
    private readonly legs: Readonly<Record<Side, Leg>>,
    private readonly link: AudioLink,
    log: WireLog
  ) {
    this.forward('app', log)
    this.forward('pbx', log)
  }

  static async open(
    addresses: Readonly<Record<Side, string>>,
    link: AudioLink,
    log: WireLog
  ): Promise<TappedAudio> {
    const leg = async (address: string): Promise<Leg> => {
      const socket = udpSocketFor(address)
      socket.bind(0, address)
      await once(socket, 'listening')
      socket.on('error', () => {})
      return { socket, wants: undefined, opener: undefined }
    }
    const legs = { app: await leg(addresses.app), pbx: await leg(addresses.pbx) }
    return new TappedAudio(legs, link, log)
  }

  /** Notes where `from` wants its audio, and gives the other side our address in its place. */
  rewrite<Message extends SipMessage>(message: Message, from: Side): Message {
    return carriesSdp(message) ? { ...message, body: this.rewriteSdp(message.body, from) } : message
  }

  /** The same for a description by itself. */
  rewriteSdp(sdp: string, from: Side): string {
    const [session = '', ...media] = sdp.split(/^(?=m=)/m)
    // A line that is declined stays (RFC 3264 §8.2).
    const inUse = media.find((line) => /^m=audio [1-9]/.test(line)) ?? ''
    const [, port] = /^m=audio (\d+)/.exec(inUse) ?? []
    const [, address] = /^c=IN IP[46] ([^\s/]+)/m.exec(inUse + session) ?? []
    if (port === undefined || address === undefined) return sdp
    this.legs[from].wants = { address, port: Number(port) }
    this.learnKeys(from, sdp)
    for (const [, type] of sdp.matchAll(/^a=rtpmap:(\d+) telephone-event\/\d+/gim)) {
      this.eventPayloadTypes.add(Number(type))
    }
    return swapAudioAddress(sdp, this.legs[otherSide[from]].socket.address())
  }

  close(): void {
    this.isClosed = true
    this.legs.app.socket.close()
    this.legs.pbx.socket.close()
  }

  /** Keys that stay the same keep their state: rollover counter and replay list. */
  private learnKeys(from: Side, sdp: string): void {
    const keys = sdp.match(/^a=crypto:.*$/gm)?.join() ?? ''
    const leg = this.legs[from]
    if (/^m=audio \d+ UDP\/TLS\//m.test(sdp)) leg.opener = { keys, open: () => null }
    else if (leg.opener?.keys !== keys) leg.opener = { keys, open: sdesOpener(sdp) }
  }

  private forward(from: Side, log: WireLog): void {
    const leg = this.legs[from]
    const to = this.legs[otherSide[from]]
    const recording = from === 'app' ? log.fromApp : log.fromPbx
    const arrive = (data: Buffer): void => {
      if (this.isClosed) return
      if (to.wants) to.socket.send(data, to.wants.port, to.wants.address)
      if (!leg.opener) return
      const { open } = leg.opener
      log.countAudio(open ? 'srtp' : 'rtp')
      const plain = open ? open(data) : data
      if (plain) recordRtp(recording, plain, [...this.eventPayloadTypes])
    }
    leg.socket.on('message', (data: Buffer) => this.link[from](data, arrive))
  }
}

export function carriesSdp(message: SipMessage): boolean {
  return /^application\/sdp\b/i.test(headerOf(message, 'Content-Type') ?? '')
}
