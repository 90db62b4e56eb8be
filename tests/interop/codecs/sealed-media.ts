import { randomBytes } from 'node:crypto'
import type { SrtpSuite } from '@contract/ipc/media-protocol'
import { SrtpReceiver } from '../../../src-main/media/relay/srtp/srtp-receiver'
import { SrtpSender } from '../../../src-main/media/relay/srtp/srtp-sender'
import { masterKeyLength } from '../../../src-main/media/relay/srtp/session-keys'
import type { CallMedia } from '../../../src-main/sip/ports'
import { AudioLink } from '../../support/wire-tap/audio-link'
import { loopback } from '../../support/wire-tap/signalling'
import { TappedAudio } from '../../support/wire-tap/tapped-audio'
import { WireLog } from '../../support/wire-tap/wire-log'
import { AudioStreamMedia } from '../audio-stream-media'

const packetsUntilWrap = 50
const firstSequenceNumber = 65_536 - packetsUntilWrap

/** A tone in SRTP by the relay's own sender and receiver, with numbers that begin again after a second. */
export class SealedMedia implements CallMedia {
  /** sequence numbers in the order in which they left */
  readonly sent: number[] = []
  private readonly master = randomBytes(masterKeyLength)
  private readonly link = new AudioLink()

  private constructor(
    readonly stream: AudioStreamMedia,
    private readonly wire: TappedAudio,
    link: AudioLink,
    private readonly suite: SrtpSuite
  ) {
    const sender = new SrtpSender(this.master, suite)
    let offset: number | undefined
    link.app = (datagram, arrive) => {
      const given = datagram.readUInt16BE(2)
      offset ??= firstSequenceNumber - given
      const numbered = Buffer.from(datagram)
      numbered.writeUInt16BE((given + offset) & 0xffff, 2)
      this.sent.push(numbered.readUInt16BE(2))
      arrive(sender.protectRtp(numbered))
    }
    this.link = link
  }

  static async open(suite: SrtpSuite, toneHz: number): Promise<SealedMedia> {
    const link = new AudioLink()
    const addresses = { app: loopback, pbx: loopback }
    const wire = await TappedAudio.open(addresses, link, new WireLog())
    return new SealedMedia(await AudioStreamMedia.open(loopback, toneHz), wire, link, suite)
  }

  async createOffer(): Promise<string> {
    const plain = this.wire.rewriteSdp(await this.stream.createOffer(), 'app')
    const key = this.master.toString('base64')
    return `${plain.replace('RTP/AVP', 'RTP/SAVP')}a=crypto:1 ${this.suite} inline:${key}\r\n`
  }

  async acceptAnswer(sdp: string): Promise<void> {
    const [, suite, key = ''] = /^a=crypto:\d+ (\S+) inline:([A-Za-z0-9+/=]+)/m.exec(sdp) ?? []
    if (suite !== this.suite) throw new Error(`the PBX answers with ${suite ?? 'no suite'}`)
    const receiver = new SrtpReceiver(Buffer.from(key, 'base64'), this.suite)
    this.link.pbx = (datagram, arrive) => {
      const plain = receiver.unprotectRtp(datagram)
      if (plain) arrive(plain)
    }
    const plain = sdp.replace('RTP/SAVP', 'RTP/AVP').replace(/^a=crypto:.*\r?\n/gm, '')
    await this.stream.acceptAnswer(this.wire.rewriteSdp(plain, 'pbx'))
  }

  acceptOffer(): Promise<string> {
    return Promise.reject(new Error('nobody calls here'))
  }

  setHeld(held: boolean): void {
    this.stream.setHeld(held)
  }

  moveTo(localAddress: string): Promise<void> {
    return this.stream.moveTo(localAddress)
  }

  async close(): Promise<void> {
    await this.stream.close()
    this.wire.close()
  }
}
