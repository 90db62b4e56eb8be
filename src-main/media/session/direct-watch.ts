import type { DirectFlow } from '@contract/ipc/media-protocol'
import { MicrophoneConfirmation } from '@contract/telephony/microphone-confirmation'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { MediaPath } from '@contract/telephony/media-path'
import { ReceivedAudioWatch } from '../relay/received-audio-watch'
import { DirectQuality } from './direct-quality'
import { SilenceWatch } from './silence-watch'

/** ICE and DTLS take a fraction of a second, or do not happen at all. */
const longestToConnectMs = 10_000

/**
 * Why a direct call cannot go on: sound was sent that must not have been, or the PBX answered and ICE or DTLS did not come
 * about.
 */
export type DirectFailure = 'voice-leaked' | 'not-connected'

export interface DirectWatchPorts {
  receivedAudio(flowing: boolean): void
  quality(quality: CallQuality): void
  /** another kind of way than before */
  path(path: MediaPath): void
  failed(failure: DirectFailure): void
}

/** Looks at what the engine counts of a direct call, once a second. */
export class DirectWatch {
  /** what the engine was asked and has confirmed */
  readonly microphone = new MicrophoneConfirmation()
  private readonly silence = new SilenceWatch()
  private readonly quality = new DirectQuality()
  private readonly audio: ReceivedAudioWatch
  private last: DirectFlow | null = null
  private path: MediaPath | null = null
  private isConnected = false
  private answeredAt: number | null = null
  private connectWithinMs = longestToConnectMs

  constructor(private readonly ports: DirectWatchPorts) {
    this.audio = new ReceivedAudioWatch((flowing) => ports.receivedAudio(flowing))
  }

  /** The latest count. */
  get flow(): DirectFlow | null {
    return this.last
  }

  /** From now on the voice may be on its way. */
  mayBeOpen(): void {
    this.silence.restart()
  }

  /**
   * @param receives - audio is due
   * @param connectWithinMs - how long the connection may take
   */
  answered(receives: boolean, connectWithinMs = longestToConnectMs): void {
    this.connectWithinMs = connectWithinMs
    if (!this.isConnected) this.answeredAt ??= performance.now()
    if (receives) this.audio.expect()
    else this.audio.stop()
  }

  /** The engine is gone, and the connection with it. */
  restart(): void {
    this.microphone.reset()
    this.silence.restart()
    this.quality.restart()
    this.last = null
    this.path = null
    this.isConnected = false
    this.answeredAt = null
  }

  stop(): void {
    this.audio.stop()
  }

  counted(flow: DirectFlow): void {
    if (flow.packetsReceived > (this.last?.packetsReceived ?? 0)) this.audio.packet()
    if (flow.path !== null && flow.path !== this.path) this.ports.path(flow.path)
    this.path = flow.path ?? this.path
    this.last = flow
    this.isConnected ||= flow.connected
    if (this.microphone.atMost === 'open') this.silence.restart()
    else if (this.silence.counted(flow.sentEnergy)) this.ports.failed('voice-leaked')
    if (this.isLate()) this.ports.failed('not-connected')
    const quality = this.quality.counted(flow)
    if (quality) this.ports.quality(quality)
  }

  private isLate(): boolean {
    if (this.isConnected || this.answeredAt === null) return false
    return performance.now() - this.answeredAt > this.connectWithinMs
  }
}
