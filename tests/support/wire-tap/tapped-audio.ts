import { once } from 'node:events'
import type { SipMessage } from '../../../src-main/demo-pbx/sip/sip-message'
import { headerOf } from '../../../src-main/demo-pbx/sip/sip-message'
import { recordRtp } from '../phone/record-rtp'
import type { Recording } from '../phone/recording'
import { udpSocketFor, type SipPeer } from '../phone/sip-link'
import { swapAudioAddress } from './address-swap'
import type { WireLog } from './wire-log'

type Side = 'app' | 'pbx'
const otherSide = { app: 'pbx', pbx: 'app' } as const

interface Leg {
  readonly socket: ReturnType<typeof udpSocketFor>
  /** where this side wants its audio, as its SDP says */
  wants: SipPeer | undefined
}

/** The audio of one call, forwarded packet by packet and recorded on the way. */
export class TappedAudio {
  private readonly eventPayloadTypes = new Set<number>()

  private constructor(
    private readonly legs: Readonly<Record<Side, Leg>>,
    log: WireLog
  ) {
    this.forward('app', log.fromApp)
    this.forward('pbx', log.fromPbx)
  }

  static async open(addresses: Readonly<Record<Side, string>>, log: WireLog): Promise<TappedAudio> {
    const leg = async (address: string): Promise<Leg> => {
      const socket = udpSocketFor(address)
      socket.bind(0, address)
      await once(socket, 'listening')
      socket.on('error', () => {})
      return { socket, wants: undefined }
    }
    return new TappedAudio({ app: await leg(addresses.app), pbx: await leg(addresses.pbx) }, log)
  }

  /** Notes where `from` wants its audio, and gives the other side our address in its place. */
  rewrite<Message extends SipMessage>(message: Message, from: Side): Message {
    if (!carriesSdp(message)) return message
    const [, port] = /^m=audio (\d+)/m.exec(message.body) ?? []
    const [, address] = /^c=IN IP[46] ([^\s/]+)/m.exec(message.body) ?? []
    if (port === undefined || address === undefined) return message
    this.legs[from].wants = { address, port: Number(port) }
    for (const [, type] of message.body.matchAll(/^a=rtpmap:(\d+) telephone-event\/8000/gim)) {
      this.eventPayloadTypes.add(Number(type))
    }
    const ours = this.legs[otherSide[from]].socket.address()
    return { ...message, body: swapAudioAddress(message.body, ours) }
  }

  close(): void {
    this.legs.app.socket.close()
    this.legs.pbx.socket.close()
  }

  private forward(from: Side, recording: Recording): void {
    const to = this.legs[otherSide[from]]
    this.legs[from].socket.on('message', (data: Buffer) => {
      if (to.wants) to.socket.send(data, to.wants.port, to.wants.address)
      recordRtp(recording, data, [...this.eventPayloadTypes])
    })
  }
}

export function carriesSdp(message: SipMessage): boolean {
  return /^application\/sdp\b/i.test(headerOf(message, 'Content-Type') ?? '')
}
