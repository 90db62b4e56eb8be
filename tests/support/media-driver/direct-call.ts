import { WebRtcGateway } from '../media/webrtc-gateway'
import { AudioStream } from '../phone/audio-stream'
import { DrivenCall, pbxToneHz } from './driven-call'
import type { Driver } from './driver'

/** A call of the driver over WebRTC, with a gateway and a PBX behind it. */
export class DirectCall extends DrivenCall {
  private constructor(
    driver: Driver,
    pbx: AudioStream,
    readonly gateway: WebRtcGateway,
    /** the first answer of the gateway */
    readonly answered: string
  ) {
    super(driver, pbx, gateway.port)
  }

  static override async begin(driver: Driver): Promise<DirectCall> {
    const pbx = await AudioStream.open('127.0.0.1', pbxToneHz)
    const gateway = await WebRtcGateway.open()
    gateway.sendTo(pbx.port)
    await driver.ask('useAccount', { transport: 'wss', mediaSecurity: 'dtls' })
    const { sdp } = await driver.ask('createOffer')
    const answered = await gateway.answer(sdp)
    await driver.ask('acceptAnswer', { sdp: answered })
    pbx.sendTo({
      host: '127.0.0.1',
      port: gateway.port,
      payloadType: 8,
      telephoneEventPayloadType: 101
    })
    return new DirectCall(driver, pbx, gateway, answered)
  }

  override async end(): Promise<void> {
    await super.end()
    await this.gateway.close()
  }
}
