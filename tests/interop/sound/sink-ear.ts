import type { ChildProcess } from 'node:child_process'
import { rmsDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { Changes } from '../../support/changes'
import { epochMs } from '../../support/phone/clock'
import { killed } from '../chroot/chroot-process'

const sampleRate = 48_000
const sliceMs = 5
const sliceSamples = (sampleRate * sliceMs) / 1_000
const loudDbfs = -45
const beginWithinMs = 10_000

/** What `parec` has to be told to be listened to here. */
export const recorderArguments = [
  '--raw',
  '--format=s16le',
  `--rate=${sampleRate}`,
  '--channels=1',
  '--latency-msec=10'
] as const

/** Listens to what a loudspeaker is given, in slices of 5 ms. Times are epoch ms. */
export class SinkEar {
  /** when each slice that held sound began */
  readonly loud: number[] = []
  private readonly changes = new Changes()
  private rest = Buffer.alloc(0)
  private slices = 0
  /**
   * When the first sample was played. Samples cannot come before they are played, so of all estimates the earliest is
   * the best one.
   */
  private begunAt = Infinity

  constructor(private readonly recorder: ChildProcess) {
    recorder.stdout?.on('data', (chunk: Buffer) => this.take(chunk, epochMs()))
    recorder.stderr?.resume()
  }

  /** It is listening. */
  async begun(): Promise<void> {
    await this.changes.until('sound of a loudspeaker', beginWithinMs, () =>
      this.slices > 0 ? true : undefined
    )
  }

  /** Waits until there is sound after a time. */
  async until(at: number, milliseconds: number): Promise<void> {
    await this.changes.until('sound in the ear', milliseconds, () =>
      (this.loud.at(-1) ?? 0) > at ? true : undefined
    )
  }

  async stop(): Promise<void> {
    await killed(this.recorder)
  }

  private take(chunk: Buffer, at: number): void {
    const bytes = Buffer.concat([this.rest, chunk])
    const whole = Math.floor(bytes.length / 2 / sliceSamples)
    this.begunAt = Math.min(this.begunAt, at - (this.slices + whole) * sliceMs)
    for (let slice = 0; slice < whole; slice++) {
      const from = slice * sliceSamples * 2
      const samples = Int16Array.from({ length: sliceSamples }, (_, index) =>
        bytes.readInt16LE(from + index * 2)
      )
      if (rmsDbfs(samples) > loudDbfs) this.loud.push(this.begunAt + this.slices * sliceMs)
      this.slices += 1
    }
    this.rest = bytes.subarray(whole * sliceSamples * 2)
    this.changes.tell()
  }
}
