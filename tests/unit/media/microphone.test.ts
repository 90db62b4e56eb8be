import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Microphone } from '../../../src-renderer/audio-engine/microphone'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'

class FakeTrack {
  live = true
  onended: ((this: MediaStreamTrack, event: Event) => unknown) | null = null

  stop(): void {
    this.live = false
  }

  /** The device goes away. */
  end(): void {
    this.live = false
    this.onended?.call(this as never, new Event('ended'))
  }
}

/** A device that opens when the test says so, and a call that knows what it is sending. */
class FakeDevice {
  readonly tracks: FakeTrack[] = []
  sent: FakeTrack | null = null
  captured: FakeTrack | null = null
  losses = 0
  asked: MicrophonePolicy = 'closed'
  /** set when voice was sent although something else was asked for last */
  leak: string | null = null

  constructor(private readonly opening: () => Promise<unknown>) {}

  readonly microphone = new Microphone<FakeTrack>({
    capture: async () => {
      await this.opening()
      const track = new FakeTrack()
      this.tracks.push(track)
      return track
    },
    send: async (track) => {
      this.sent = track
      if (track && this.asked !== 'open') this.leak = `voice while ${this.asked}`
    },
    captured: (track) => {
      this.captured = track
    },
    lost: () => {
      this.losses += 1
    }
  })

  set(policy: MicrophonePolicy) {
    this.asked = policy
    return this.microphone.set(policy)
  }

  get live(): FakeTrack[] {
    return this.tracks.filter(({ live }) => live)
  }
}

const opensAtOnce = () => Promise.resolve()
const refuses = (name: string) => () => Promise.reject(new DOMException('', name))

describe('the microphone of the engine', () => {
  it('captures nothing until it is asked to', () => {
    const device = new FakeDevice(opensAtOnce)
    expect(device.tracks).toHaveLength(0)
  })

  it('muted: holds the device and sends silence', async () => {
    const device = new FakeDevice(opensAtOnce)
    expect(await device.set('muted')).toEqual({ microphone: 'muted', problem: null })
    expect(device.live).toHaveLength(1)
    expect(device.sent).toBeNull()
  })

  it('open, muted, open: one capture is enough', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    expect(device.sent).toBe(device.tracks[0])
    await device.set('muted')
    expect(device.sent).toBeNull()
    expect(await device.set('open')).toEqual({ microphone: 'open', problem: null })
    expect(device.sent).toBe(device.captured)
    expect(device.tracks).toHaveLength(1)
  })

  it('closed: lets the device go before anything else happens', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    const closing = device.set('closed')
    expect(device.live).toHaveLength(0)
    expect(device.sent).toBeNull()
    expect(await closing).toEqual({ microphone: 'closed', problem: null })
    expect(device.captured).toBeNull()
  })

  it.each([
    ['NotFoundError', 'none'],
    ['NotAllowedError', 'denied'],
    ['NotReadableError', 'in-use']
  ])('%s is an answer', async (name, problem) => {
    const device = new FakeDevice(refuses(name))
    expect(await device.set('open')).toEqual({ microphone: 'closed', problem })
  })

  it('that goes away is closed and told once', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    device.tracks[0]?.end()
    expect(device.losses).toBe(1)
    expect(device.sent).toBeNull()
    expect(device.captured).toBeNull()
  })

  it('sends voice only when that was asked for last, whenever devices open', async () => {
    const policies = fc.array(fc.constantFrom<MicrophonePolicy[]>('closed', 'muted', 'open'), {
      minLength: 1,
      maxLength: 12
    })
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), policies, async (scheduler, asked) => {
        const device = new FakeDevice(() => scheduler.schedule(Promise.resolve()))
        const answers: Promise<unknown>[] = []
        const asking = scheduler.scheduleSequence(
          asked.map((policy) => async () => {
            answers.push(device.set(policy))
          })
        )
        await scheduler.waitFor(asking.task)
        await scheduler.waitFor(Promise.all(answers))

        const last = asked.at(-1)
        expect(device.leak).toBeNull()
        expect(device.live).toHaveLength(last === 'closed' ? 0 : 1)
        expect(device.sent).toBe(last === 'open' ? device.live[0] : null)
      }),
      { numRuns: 300 }
    )
  })
})
