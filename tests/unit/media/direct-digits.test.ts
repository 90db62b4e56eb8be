import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { DirectDigits } from '../../../src-renderer/audio-engine/direct-digits'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

/** The part of a browser's sender that matters, which plays when it is told to. */
function sender(canInsertDTMF = true) {
  const dtmf = {
    canInsertDTMF,
    inserted: [] as string[],
    ontonechange: null as ((event: { tone: string }) => void) | null,
    insertDTMF(digits: string) {
      dtmf.inserted.push(digits)
    },
    tones(...tones: readonly string[]) {
      for (const tone of tones) dtmf.ontonechange?.({ tone })
    }
  }
  return { dtmf, digits: new DirectDigits(() => ({ dtmf }) as unknown as RTCRtpSender) }
}

/** Lets what is ready go on. */
const turn = () => vi.advanceTimersByTimeAsync(0)

describe('digits by the browser', () => {
  it('are sent when the last one is over, one string after the other', async () => {
    const { dtmf, digits } = sender()
    const first = digits.send('12', 100, 60)
    const second = digits.send('0', 100, 60)
    await turn()
    expect(dtmf.inserted).toEqual(['12'])
    dtmf.tones('1', '2', '')
    expect((await first).sent).toBe(true)
    await turn()
    expect(dtmf.inserted).toEqual(['12', '0'])
    dtmf.tones('0', '')
    expect((await second).sent).toBe(true)
  })

  it('wait for the end of the handshake', async () => {
    const { dtmf, digits } = sender(false)
    const sending = digits.send('1', 100, 60)
    await vi.advanceTimersByTimeAsync(200)
    expect(dtmf.inserted).toEqual([])
    dtmf.canInsertDTMF = true
    await vi.advanceTimersByTimeAsync(50)
    dtmf.tones('1', '')
    expect((await sending).sent).toBe(true)
  })

  it.each([
    ['that never can', false],
    ['that says it can, and does not', true]
  ])('are not sent by a sender %s', async (_what, can) => {
    const { digits } = sender(can)
    const sending = digits.send('12', 100, 60)
    await vi.advanceTimersByTimeAsync(6_000)
    expect(await sending).toEqual({ sent: false, firstPacketAt: 0 })
  })

  it('are not sent when the call ends meanwhile', async () => {
    const { dtmf, digits } = sender()
    const sending = digits.send('12', 100, 60)
    await turn()
    dtmf.tones('1')
    digits.close()
    expect((await sending).sent).toBe(false)
    expect((await digits.send('0', 100, 60)).sent).toBe(false)
    expect(dtmf.inserted).toEqual(['12'])
  })
})
