import type { ChildProcess } from 'node:child_process'
import { killed } from '../../interop/chroot/chroot-process'
import { Changes } from '../../support/changes'
import { epochMs } from '../../support/phone/clock'
import { chirpsIn, sampleRate } from './chirp'

const recordedRate = 48_000
const step = recordedRate / sampleRate
const beginWithinMs = 10_000

/** Everything that a loudspeaker of the sound server is given, with the time of each sample (epoch ms). */
export class SinkRecording {
  private readonly samples: number[] = []
  private readonly changes = new Changes()
  private rest = Buffer.alloc(0)
  /** Samples cannot come before they are played, so of all estimates the earliest is the best one. */
  private begunAt = Infinity

  constructor(private readonly recorder: ChildProcess) {
    recorder.stdout?.on('data', (chunk: Buffer) => this.take(chunk, epochMs()))
    recorder.stderr?.resume()
  }

  /** It is recording. */
  async begun(): Promise<void> {
    await this.changes.until('sound of a loudspeaker', beginWithinMs, () =>
      this.samples.length > 0 ? true : undefined
    )
  }

  /** @returns when each chirp began */
  async stop(): Promise<readonly number[]> {
    await killed(this.recorder)
    return chirpsIn(Int16Array.from(this.samples)).map(
      (at) => this.begunAt + (at * 1_000) / sampleRate
    )
  }

  private take(chunk: Buffer, at: number): void {
    const bytes = Buffer.concat([this.rest, chunk])
    const whole = Math.floor(bytes.length / 2 / step)
    for (let index = 0; index < whole; index++) {
      let sum = 0
      for (let part = 0; part < step; part++) sum += bytes.readInt16LE(2 * (index * step + part))
      this.samples.push(Math.round(sum / step))
    }
    this.rest = bytes.subarray(2 * whole * step)
    this.begunAt = Math.min(this.begunAt, at - (this.samples.length * 1_000) / sampleRate)
    this.changes.tell()
  }
}
