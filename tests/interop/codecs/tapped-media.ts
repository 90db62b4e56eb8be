import type { CallMedia } from '../../../src-main/sip/ports'
import { AudioLink } from '../../support/wire-tap/audio-link'
import { loopback } from '../../support/wire-tap/signalling'
import { TappedAudio } from '../../support/wire-tap/tapped-audio'
import { WireLog } from '../../support/wire-tap/wire-log'

/** The media of one call, with a wire tap between it and the other side. WebRTC has none: nothing can be read there. */
export class TappedMedia implements CallMedia {
  readonly log = new WireLog()
  /** the last answer, of whichever side, as it was said */
  answer = ''
  private tap: TappedAudio | undefined

  private constructor(
    private readonly media: CallMedia,
    private readonly change: (ourOffer: string) => string
  ) {}

  /** @param change - what somebody on the way makes of our offers */
  static async around(media: CallMedia, change = (offer: string) => offer): Promise<TappedMedia> {
    const tapped = new TappedMedia(media, change)
    const addresses = { app: loopback, pbx: loopback }
    tapped.tap = await TappedAudio.open(addresses, new AudioLink(), tapped.log)
    return tapped
  }

  static untapped(media: CallMedia): TappedMedia {
    return new TappedMedia(media, (offer) => offer)
  }

  async createOffer(): Promise<string> {
    return this.pass(this.change(await this.media.createOffer()), 'app')
  }

  async acceptAnswer(sdp: string): Promise<void> {
    this.answer = sdp
    await this.media.acceptAnswer(this.pass(sdp, 'pbx'))
  }

  async acceptOffer(sdp: string): Promise<string> {
    this.answer = await this.media.acceptOffer(this.pass(sdp, 'pbx'))
    return this.pass(this.answer, 'app')
  }

  setHeld(held: boolean): void {
    this.media.setHeld(held)
  }

  moveTo(localAddress: string): Promise<void> {
    return this.media.moveTo(localAddress)
  }

  async close(): Promise<void> {
    await this.media.close()
    this.tap?.close()
  }

  private pass(sdp: string, from: 'app' | 'pbx'): string {
    return this.tap?.rewriteSdp(sdp, from) ?? sdp
  }
}
