import type { SilenceCause } from '@contract/telephony/call-quality'
import { Listeners } from '../listeners'

export type ReceivedAudioListener = (flowing: boolean, cause: SilenceCause | null) => void

/** What is told about the PBX's audio, with the likely cause where it is missing. */
export class ReceivedAudio {
  private readonly listeners = new Listeners<Parameters<ReceivedAudioListener>>()
  private everFlowed = false
  private isHeld = false

  /** @returns a function that removes the listener */
  add(listener: ReceivedAudioListener): () => void {
    return this.listeners.add(listener)
  }

  /** It began, came back, or none arrived for 5 s. */
  flows(flowing: boolean): void {
    this.everFlowed ||= flowing
    const cause = this.everFlowed ? 'stopped' : 'never-came'
    this.listeners.tell(flowing, flowing ? null : cause)
  }

  /** @param sends - whether the PBX said that it sends audio (RFC 3264 §8.4) */
  agreed(sends: boolean): void {
    if (sends !== this.isHeld) return
    this.isHeld = !sends
    // When it sends again, the first packet tells.
    if (this.isHeld) this.listeners.tell(false, 'held')
  }
}
