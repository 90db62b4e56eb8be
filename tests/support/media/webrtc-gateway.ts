import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { RTCPeerConnection, RTCRtpCodecParameters, RtpHeader, type RtpPacket } from 'werift'
import { formatRtp, parseRtp } from '../phone/rtp-packet'
import { ownTelephoneEventPayloadType } from '../phone/sdp-text'

const pcma = 8
const audio = (name: string, payloadType: number) =>
  new RTCRtpCodecParameters({
    mimeType: `audio/${name}`,
    clockRate: 8000,
    channels: 1,
    payloadType,
    ...(name === 'telephone-event' ? { parameters: '0-15' } : {})
  })

/**
 * What operators put in front of a PBX without WebRTC: ICE and DTLS-SRTP on one side, plain RTP on loopback on the other.
 * Whoever uses the plain side is the PBX.
 */
export class WebRtcGateway {
  private connection: RTCPeerConnection
  private readonly heard = new WeakSet<object>()
  private telephoneEventPayloadType = ownTelephoneEventPayloadType
  private pbxPort = 0

  private constructor(private readonly socket: Socket) {
    this.connection = this.connect()
    socket.on('message', (data, { port }) => this.fromPbx(data, port))
  }

  static async open(): Promise<WebRtcGateway> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new WebRtcGateway(socket)
  }

  /** where the PBX sends plain RTP, and from where it gets it */
  get port(): number {
    return this.socket.address().port
  }

  /** Where the PBX takes plain RTP. */
  sendTo(port: number): void {
    this.pbxPort = port
  }

  async answer(offer: string): Promise<string> {
    const [, event] = /^a=rtpmap:(\d+) telephone-event\/8000/m.exec(offer) ?? []
    if (event !== undefined) this.telephoneEventPayloadType = Number(event)
    await this.connection.setRemoteDescription({ type: 'offer', sdp: offer })
    return this.describe(await this.connection.createAnswer())
  }

  /** As a gateway that lost everything, or another one: new keys, new ICE, no memory of the last. */
  async startAnew(): Promise<void> {
    await this.connection.close()
    this.connection = this.connect()
  }

  async offer(): Promise<string> {
    return this.describe(await this.connection.createOffer())
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: 'answer', sdp })
  }

  async close(): Promise<void> {
    await this.connection.close()
    this.socket.close()
  }

  private connect(): RTCPeerConnection {
    const connection = new RTCPeerConnection({
      codecs: { audio: [audio('PCMA', pcma), audio('telephone-event', 101)], video: [] },
      headerExtensions: { audio: [], video: [] },
      bundlePolicy: 'max-bundle',
      iceServers: [],
      iceUseIpv6: false,
      iceAdditionalHostAddresses: ['127.0.0.1']
    })
    connection.addTransceiver('audio', { direction: 'sendrecv' })
    return connection
  }

  private async describe(description: Awaited<ReturnType<RTCPeerConnection['createOffer']>>) {
    await this.connection.setLocalDescription(description)
    for (const dtls of this.connection.dtlsTransports) {
      if (this.heard.has(dtls)) continue
      this.heard.add(dtls)
      dtls.onRtp.subscribe((packet) => this.fromBrowser(packet))
    }
    // The PBX has SSRCs of its own; a browser plays no other than those that are announced, if any are.
    return this.connection.localDescription?.sdp.replace(/^a=ssrc:.*\r\n/gm, '') ?? ''
  }

  private fromBrowser({ header, payload }: RtpPacket): void {
    const { sequenceNumber, timestamp, ssrc, marker } = header
    const isEvent = header.payloadType === this.telephoneEventPayloadType
    if (this.pbxPort === 0 || (!isEvent && header.payloadType !== pcma)) return
    const payloadType = isEvent ? ownTelephoneEventPayloadType : pcma
    const packet = { payloadType, marker, sequenceNumber, timestamp, ssrc, payload }
    this.socket.send(formatRtp(packet), this.pbxPort, '127.0.0.1')
  }

  private fromPbx(data: Buffer, port: number): void {
    const packet = parseRtp(data)
    const [dtls] = this.connection.dtlsTransports
    if (!packet || port !== this.pbxPort || !dtls?.srtpStarted || dtls.state !== 'connected') return
    const { payload, ...header } = packet
    void dtls.sendRtp(payload, new RtpHeader({ version: 2, ...header }))
  }
}
