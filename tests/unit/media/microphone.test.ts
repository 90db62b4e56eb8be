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
    if (!this.live) return
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
  lostSinceAsked = false
  asked: MicrophonePolicy = 'closed'
  /** set when voice was sent although something else was asked for last */
  leak: string | null = null
  sending: () => Promise<unknown> = () => Promise.resolve()
  /** whether what is captured is what a choice that came meanwhile asks for */
  isChosen = false
  flowing: () => Promise<void> = () => Promise.resolve()

  constructor(public opening: () => Promise<unknown>) {}

  readonly microphone = new Microphone<FakeTrack>({
    capture: async () => {
      await this.opening()
      const track = new FakeTrack()
      this.tracks.push(track)
      return track
    },
    isChosen: () => this.isChosen,
    flows: () => this.flowing(),
    send: async (track) => {
      this.sent = track
      if (track && this.asked !== 'open') this.leak = `voice while ${this.asked}`
      await this.sending()
    },
    captured: (track) => {
      this.captured = track
    },
    lost: () => {
      this.losses += 1
      this.lostSinceAsked = true
    }
  })

  set(policy: MicrophonePolicy) {
    this.asked = policy
    this.lostSinceAsked = false
    return this.microphone.set(policy)
  }

  get live(): FakeTrack[] {
    return this.tracks.filter(({ live }) => live)
  }
}

const opensAtOnce = () => Promise.resolve()
const refuses = (name: string) => () => Promise.reject(new DOMException('', name))

/** What the microphone does by itself is only promises: one turn of the event loop is enough for all of them. */
const settled = () => new Promise((resolve) => setImmediate(resolve))

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

  it('that goes away, with no other one, is closed and told once', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    device.opening = refuses('NotFoundError')
    device.tracks[0]?.end()
    await settled()
    expect(device.losses).toBe(1)
    expect(device.sent).toBeNull()
    expect(device.captured).toBeNull()
    expect(device.live).toHaveLength(0)
  })

  it.each(['open', 'muted'] as const)('that goes away while %s is replaced', async (policy) => {
    const device = new FakeDevice(opensAtOnce)
    await device.set(policy)
    device.tracks[0]?.end()
    await settled()
    expect(device.losses).toBe(0)
    expect(device.live).toEqual([device.tracks[1]])
    expect(device.captured).toBe(device.tracks[1])
    expect(device.sent).toBe(policy === 'open' ? device.tracks[1] : null)
    expect(await device.set(policy)).toEqual({ microphone: policy, problem: null })
    expect(device.tracks).toHaveLength(2)
  })

  it('that ends as often as it is replaced is given up', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    for (let count = 0; count < 10; count++) {
      device.tracks.at(-1)?.end()
      await settled()
    }
    expect(device.losses).toBe(1)
    expect(device.tracks.length).toBeLessThan(5)
    expect(device.sent).toBeNull()
  })

  it('closed: another device captures nothing', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.microphone.renew()
    await device.set('open')
    await device.set('closed')
    await device.microphone.renew()
    expect(device.tracks).toHaveLength(1)
    expect(device.live).toHaveLength(0)
  })

  it('another device is sent when it has something to say, and the one before goes on until then', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    let flow = () => {}
    device.flowing = () => new Promise((resolve) => (flow = resolve))
    const renewed = device.microphone.renew()
    await settled()
    expect(device.live).toEqual(device.tracks)
    expect(device.sent).toBe(device.tracks[0])
    flow()
    await renewed
    expect(device.live).toEqual([device.tracks[1]])
    expect(device.sent).toBe(device.tracks[1])
  })

  it('that goes away is replaced without waiting for what the other one says', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    device.flowing = () => new Promise(() => {})
    device.tracks[0]?.end()
    await settled()
    expect(device.sent).toBe(device.tracks[1])
  })

  it.each([
    ['is what was chosen meanwhile is kept', true, 2],
    ['is not what was chosen meanwhile is replaced', false, 3]
  ])('a replacement that %s', async (_, isChosen, captures) => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    device.isChosen = isChosen
    const openings: (() => void)[] = []
    device.opening = () => new Promise<void>((resolve) => openings.push(resolve))
    device.tracks[0]?.end()
    const renewed = device.microphone.renew()
    expect(openings).toHaveLength(1)
    openings[0]?.()
    await settled()
    openings[1]?.()
    await renewed
    expect(device.tracks).toHaveLength(captures)
    expect(device.live).toEqual([device.tracks[captures - 1]])
    expect(device.sent).toBe(device.tracks[captures - 1])
  })

  it('another device that cannot be opened leaves the one there was', async () => {
    const device = new FakeDevice(opensAtOnce)
    await device.set('open')
    device.opening = refuses('NotReadableError')
    await device.microphone.renew()
    expect(device.live).toEqual([device.tracks[0]])
    expect(device.sent).toBe(device.tracks[0])
    expect(device.losses).toBe(0)
  })

  it('sends voice only when that was asked for last, whatever devices do meanwhile', async () => {
    const happenings = fc.array(
      fc.constantFrom('closed', 'muted', 'open', 'other device', 'device goes'),
      { minLength: 1, maxLength: 14 }
    )
    await fc.assert(
      fc.asyncProperty(fc.scheduler(), happenings, async (scheduler, happened) => {
        const device = new FakeDevice(() => scheduler.schedule(Promise.resolve()))
        device.flowing = () => scheduler.schedule(Promise.resolve())
        device.sending = () => scheduler.schedule(Promise.resolve())
        const answers: Promise<unknown>[] = []
        const happening = scheduler.scheduleSequence(
          happened.map((what) => async () => {
            if (what === 'other device') answers.push(device.microphone.renew())
            else if (what === 'device goes') device.captured?.end()
            else if (isPolicy(what)) answers.push(device.set(what))
          })
        )
        await scheduler.waitFor(happening.task)
        await scheduler.waitFor(Promise.all(answers))
        await scheduler.waitIdle()

        const last = happened.findLast((what) => isPolicy(what)) ?? 'closed'
        const closed = last === 'closed' || device.lostSinceAsked
        expect(device.leak).toBeNull()
        expect(device.live).toHaveLength(closed ? 0 : 1)
        expect(device.captured).toBe(device.live[0] ?? null)
        expect(device.sent).toBe(last === 'open' && !closed ? device.live[0] : null)
      }),
      { numRuns: 1_000 }
    )
  })
})

function isPolicy(text: string): text is MicrophonePolicy {
  return ['closed', 'muted', 'open'].includes(text)
}
