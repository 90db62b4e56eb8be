import {
  formatSipMessage,
  headerOf,
  type SipMessage
} from '../../../src-main/demo-pbx/sip/sip-message'
import type { SipPeer } from '../phone/sip-link'
import { swapAddress } from './address-swap'
import { AudioLink } from './audio-link'
import { carriesSdp, TappedAudio } from './tapped-audio'
import { WireLog } from './wire-log'

/** our address towards the app */
export const loopback = '127.0.0.1'

/** Both directions of the signalling: rewrites, logs, and makes a way for the audio of each call. */
export class Signalling {
  readonly log = new WireLog()
  readonly link = new AudioLink()
  private readonly calls = new Map<string, Promise<TappedAudio>>()

  constructor(private readonly pbxSideAddress: string) {}

  async pass(message: SipMessage, from: 'app' | 'pbx', swap: [SipPeer, SipPeer]): Promise<string> {
    this.log.add(from, message)
    const swapped = swapAddress(message, ...swap)
    if (!carriesSdp(message)) return formatSipMessage(swapped)
    const audio = await this.audioOf(headerOf(message, 'Call-ID') ?? '')
    return formatSipMessage(audio.rewrite(swapped, from))
  }

  async close(): Promise<void> {
    for (const audio of this.calls.values()) (await audio).close()
  }

  private audioOf(callId: string): Promise<TappedAudio> {
    const known = this.calls.get(callId)
    if (known) return known
    const addresses = { app: loopback, pbx: this.pbxSideAddress }
    const audio = TappedAudio.open(addresses, this.link, this.log)
    this.calls.set(callId, audio)
    return audio
  }
}
