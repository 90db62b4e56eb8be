import {
  RTCDtlsTransport,
  RTCPeerConnection,
  RTCRtpCodecParameters,
  RtpHeader,
  type RtpPacket as WeriftPacket
} from 'werift'
import { engineCodecs } from '../session/codecs'
import type { RtpPacket } from './rtp-packet'
import { updateRolloverCounter } from './srtp-rollover'

/** The relay's end of the way to the audio engine: ICE-lite, DTLS and SRTP on loopback. One peer connection, used once. */
export interface EngineLeg {
  /** @param ssrc - of the packets that `send` will be given; Chromium wants it announced */
  offer(ssrc: number): Promise<string>
  answer(sdp: string): Promise<void>
  /** Does nothing until SRTP has started. */
  send(packet: RtpPacket): void
  close(): Promise<void>
}

/** Makes the certificate ahead of the first call. */
export async function prepareEngineLegs(): Promise<void> {
  await RTCDtlsTransport.SetupCertificate()
}

/** The only user of werift, and only of its ICE, DTLS and SRTP: its RTP sender rewrites payload types. */
export class WeriftEngineLeg implements EngineLeg {
  private readonly connection = new RTCPeerConnection({
    codecs: {
      audio: engineCodecs.map(
        ({ payloadType, name, clockRate, channels, fmtp }) =>
          new RTCRtpCodecParameters({
            payloadType,
            mimeType: `audio/${name}`,
            clockRate,
            channels: channels ?? 1,
            ...(fmtp ? { parameters: fmtp } : {})
          })
      ),
      video: []
    },
    headerExtensions: { audio: [], video: [] },
    bundlePolicy: 'max-bundle',
    // Loopback only: no STUN server, no other interface, one candidate.
    iceServers: [],
    iceLite: true,
    iceUseIpv4: false,
    iceUseIpv6: false,
    iceUseTcp: false,
    iceAdditionalHostAddresses: ['127.0.0.1'],
    iceInterfaceAddresses: { udp4: '127.0.0.1' }
  })
  private dtls: RTCDtlsTransport | null = null

  constructor(private readonly onPacket: (packet: RtpPacket) => void) {}

  async offer(ssrc: number): Promise<string> {
    const { connection } = this
    const transceiver = connection.addTransceiver('audio', { direction: 'sendrecv' })
    await connection.setLocalDescription(await connection.createOffer())
    const [dtls] = connection.dtlsTransports
    const sdp = connection.localDescription?.sdp
    if (!dtls || !sdp) throw new Error('werift made no transport')
    this.dtls = dtls
    dtls.onStateChange.subscribe((state) => {
      if (state === 'connected') correctRollover(dtls)
    })
    dtls.onRtp.subscribe((packet) => this.receive(packet))
    return (
      sdp
        .replaceAll(String(transceiver.sender.ssrc), String(ssrc))
        // Chromium reads ice-lite at the session level only (RFC 8839 §5.3) and else begins with a role conflict.
        .replaceAll('a=ice-lite\r\n', '')
        .replace('t=0 0\r\n', 't=0 0\r\na=ice-lite\r\n')
    )
  }

  async answer(sdp: string): Promise<void> {
    await this.connection.setRemoteDescription({ type: 'answer', sdp })
  }

  send({ payload, ...header }: RtpPacket): void {
    if (!this.dtls?.srtpStarted || this.dtls.state !== 'connected') return
    void this.dtls.sendRtp(payload, new RtpHeader({ version: 2, ...header }))
  }

  async close(): Promise<void> {
    this.dtls = null
    await this.connection.close()
  }

  private receive({ header, payload }: WeriftPacket): void {
    if (!this.dtls || payload.length === 0) return
    const { marker, payloadType, sequenceNumber, timestamp, ssrc } = header
    this.onPacket({ marker, payloadType, sequenceNumber, timestamp, ssrc, payload })
  }
}

/** werift loses a stream whose silence of more than 2 s lies across the wrap of the sequence number. */
function correctRollover(dtls: RTCDtlsTransport): void {
  for (const context of [dtls.srtp.localContext, dtls.srtp.remoteContext]) {
    context.updateRolloverCount = updateRolloverCounter
  }
}
