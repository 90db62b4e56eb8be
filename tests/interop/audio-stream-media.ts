import type { CallMedia } from '../../src-main/sip/ports'
import { Changes } from '../support/changes'
import { AudioStream } from '../support/phone/audio-stream'
import { formatSdp, parseSdp } from '../support/phone/sdp-text'

/** The media of one call of the app's SIP stack, with a simulated phone's audio in place of the relay. */
export class AudioStreamMedia implements CallMedia {
  /** every description of the other side, in order */
  readonly remoteSdp: string[] = []
  private readonly changes = new Changes()
  private version = 0
  private held = false
  private remote: ReturnType<typeof parseSdp> | undefined

  private constructor(
    public audio: AudioStream,
    private address: string,
    private readonly toneHz: number
  ) {}

  static async open(address: string, toneHz: number): Promise<AudioStreamMedia> {
    return new AudioStreamMedia(await AudioStream.open(address, toneHz), address, toneHz)
  }

  createOffer(): Promise<string> {
    return Promise.resolve(this.describe())
  }

  acceptAnswer(sdp: string): Promise<void> {
    this.follow(sdp)
    return Promise.resolve()
  }

  acceptOffer(sdp: string): Promise<string> {
    this.follow(sdp)
    return Promise.resolve(this.describe())
  }

  /** A phone that holds sends silence. */
  setHeld(held: boolean): void {
    this.held = held
    this.audio.toneHz = held ? 0 : this.toneHz
  }

  async moveTo(localAddress: string): Promise<void> {
    const before = this.audio
    this.address = localAddress
    this.audio = await AudioStream.open(localAddress, before.toneHz)
    if (this.remote) this.audio.sendTo(this.remote)
    before.close()
  }

  close(): Promise<void> {
    this.audio.close()
    return Promise.resolve()
  }

  /** Waits until the other side has described itself so many times. */
  async described(times: number, milliseconds: number): Promise<void> {
    await this.changes.until(`${times} descriptions of the other side`, milliseconds, () =>
      this.remoteSdp.length >= times ? true : undefined
    )
  }

  private follow(sdp: string): void {
    this.remoteSdp.push(sdp)
    this.remote = parseSdp(sdp)
    this.audio.sendTo(this.remote)
    this.changes.tell()
  }

  private describe(): string {
    const { address, audio } = this
    const local = { address, port: audio.port, payloadTypes: [8] as const, telephoneEvents: true }
    return formatSdp(local, ++this.version).replace('a=sendrecv', `a=${this.direction()}`)
  }

  /** RFC 3264 §6.1, §8.4: whoever is held only listens. */
  private direction(): string {
    const isHeld = /^a=(sendonly|inactive)/m.test(this.remoteSdp.at(-1) ?? '')
    if (this.held) return isHeld ? 'inactive' : 'sendonly'
    return isHeld ? 'recvonly' : 'sendrecv'
  }
}
