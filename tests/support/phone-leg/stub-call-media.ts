import type { RelayStatistics } from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { CallMediaSession } from '../../../src-main/media/media-host'

/** Media without sound, but with honest descriptions: the codec, the direction and the microphone that was asked for. */
export class StubCallMedia implements CallMediaSession {
  readonly telephoneEvents = false
  microphone: MicrophonePolicy = 'closed'
  closed = false
  private held = false
  private readonly qualityListeners = new Set<(quality: CallQuality) => void>()
  private version = 0

  createOffer(): Promise<string> {
    return Promise.resolve(this.describe())
  }

  acceptAnswer(): Promise<void> {
    return Promise.resolve()
  }

  acceptOffer(): Promise<string> {
    return Promise.resolve(this.describe())
  }

  setHeld(held: boolean): void {
    this.held = held
  }

  moveTo(): Promise<void> {
    return Promise.resolve()
  }

  setMicrophone(microphone: MicrophonePolicy): Promise<{ problem: null }> {
    this.microphone = microphone
    return Promise.resolve({ problem: null })
  }

  onMicrophoneLost(): () => void {
    return () => undefined
  }

  onReceivedAudio(): () => void {
    return () => undefined
  }

  onQuality(listener: (quality: CallQuality) => void): () => void {
    this.qualityListeners.add(listener)
    return () => this.qualityListeners.delete(listener)
  }

  /** What would have been measured over the last seconds. */
  measure(quality: CallQuality): void {
    for (const listener of this.qualityListeners) listener(quality)
  }

  onOfferNeeded(): () => void {
    return () => undefined
  }

  onFailed(): () => void {
    return () => undefined
  }

  statistics(): Promise<RelayStatistics> {
    return Promise.reject(new Error('there is no relay'))
  }

  sendDigits(): Promise<{ sent: boolean; firstPacketAt: number }> {
    return Promise.resolve({ sent: false, firstPacketAt: 0 })
  }

  close(): Promise<void> {
    this.closed = true
    this.microphone = 'closed'
    return Promise.resolve()
  }

  private describe(): string {
    this.version += 1
    return [
      'v=0',
      `o=- 7 ${this.version} IN IP4 127.0.0.1`,
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=audio 9 RTP/AVP 8',
      'a=rtpmap:8 PCMA/8000',
      `a=${this.held ? 'sendonly' : 'sendrecv'}`,
      ''
    ].join('\r\n')
  }
}
