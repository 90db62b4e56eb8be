import type { CallAccount } from '../../../src-main/media/session/call-media-sessions'
import { WebRtcGateway } from '../media/webrtc-gateway'
import { AudioStream } from '../phone/audio-stream'
import { DrivenCall, pbxToneHz } from './driven-call'
import type { Driver } from './driver'

/** The first offer and answer of a call, and how long the offer took. */
interface Negotiated {
  readonly offered: string
  readonly answered: string
  readonly tookMs: number
}

/** A call of the driver over WebRTC, with a gateway and a PBX behind it. */
export class DirectCall extends DrivenCall {
  readonly offered: string
  readonly answered: string
  readonly tookMs: number

  private constructor(
    driver: Driver,
    pbx: AudioStream,
    readonly gateway: WebRtcGateway,
    { offered, answered, tookMs }: Negotiated
  ) {
    super(driver, pbx, gateway.port)
    this.offered = offered
    this.answered = answered
    this.tookMs = tookMs
  }

  /** @param account - what differs from a WebRTC account without anything */
  static async beginDirect(
    driver: Driver,
    account: Partial<CallAccount> = {}
  ): Promise<DirectCall> {
    const pbx = await AudioStream.open('127.0.0.1', pbxToneHz)
    const gateway = await WebRtcGateway.open()
    gateway.sendTo(pbx.port)
    await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls', ...account })
    const { sdp, tookMs } = await driver.ask('createOffer')
    const answered = await gateway.answer(sdp)
    await driver.ask('acceptAnswer', { sdp: answered })
    pbx.sendTo({
      host: '127.0.0.1',
      port: gateway.port,
      payloadType: 8,
      telephoneEventPayloadType: 101
    })
    return new DirectCall(driver, pbx, gateway, { offered: sdp, answered, tookMs })
  }

  override async end(): Promise<void> {
    await super.end()
    await this.gateway.close()
  }
}
