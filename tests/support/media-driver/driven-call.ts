import { readBacklog } from '../media/read-backlog'
import { AudioStream } from '../phone/audio-stream'
import { epochMs } from '../phone/clock'
import { formatSdp, parseSdp } from '../phone/sdp-text'
import { toneDbfs } from '../phone/tone-analysis'
import type { Driver } from './driver'

/** What the fake microphone hears, and what the PBX sends. */
export const voiceHz = 1_000
export const pbxToneHz = 440

/** A call of the driver with a PBX on loopback that sends a tone and records what it gets, in G.711. */
export class DrivenCall {
  constructor(
    private readonly driver: Driver,
    readonly pbx: AudioStream,
    readonly port: number
  ) {}

  static async begin(driver: Driver, payloadType: 0 | 8 = 8): Promise<DrivenCall> {
    const pbx = await AudioStream.open('127.0.0.1', pbxToneHz)
    const { sdp } = await driver.ask('createOffer')
    const offered = parseSdp(sdp)
    const answer = {
      address: '127.0.0.1',
      port: pbx.port,
      payloadTypes: [payloadType],
      telephoneEvents: true
    } as const
    await driver.ask('acceptAnswer', { sdp: formatSdp(answer, 1) })
    pbx.sendTo({ ...offered, payloadType })
    return new DrivenCall(driver, pbx, offered.port)
  }

  /** The level of the manager's voice in what the PBX gets in the next part of a second. */
  async voiceFromNow(milliseconds = 600): Promise<number> {
    await readBacklog()
    const from = epochMs()
    await this.pbx.recording.audioUntil(from + milliseconds, milliseconds + 5_000)
    return toneDbfs(this.pbx.recording.audio, voiceHz, from)
  }

  /** Resolves when two packets in a row carry the manager’s voice, at that level or louder. */
  async voiceArrives(milliseconds = 10_000, loudest = 2_000): Promise<void> {
    const from = epochMs()
    await this.pbx.recording.until('voice', milliseconds, ({ audio }) => {
      const last = audio.slice(-2)
      const loud = last.every(({ at, samples }) => {
        return at > from && samples.some((sample) => Math.abs(sample) > loudest)
      })
      return last.length === 2 && loud ? true : undefined
    })
  }

  /** The longest time without a packet since `from`. */
  longestGapMs(from: number): number {
    const times = this.pbx.recording.audio.map(({ at }) => at).filter((at) => at >= from)
    return Math.max(...times.map((at, index) => at - (times[index - 1] ?? at)))
  }

  async end(): Promise<void> {
    await this.driver.ask('closeCall')
    this.pbx.close()
  }
}
