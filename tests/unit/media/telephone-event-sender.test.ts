import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { TelephoneEventSender } from '../../../src-main/media/relay/telephone-event-sender'

interface Sent {
  at: number
  timestamp: number
  event: number
  end: boolean
}

function senderInto(sent: Sent[], canSend = () => true) {
  const sender = new TelephoneEventSender({
    begin: () => (canSend() ? { timestamp: performance.now() * 8, clockRate: 8_000 } : null),
    send: (timestamp, _marker, payload) => {
      sent.push({
        at: performance.now(),
        timestamp,
        event: payload.readUInt8(0),
        end: (payload.readUInt8(1) & 0x80) !== 0
      })
      return true
    }
  })
  return sender
}

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'performance'] })
})
afterEach(() => {
  vi.useRealTimers()
})

describe('sending telephone-events', () => {
  it('begins before any timer runs', async () => {
    const sent: Sent[] = []
    void senderInto(sent).send('1', 100, 60)
    await Promise.resolve()
    await Promise.resolve()
    expect(sent).toHaveLength(1)
    expect(vi.getTimerCount()).toBe(1)
  })

  it('answers when the last end packet left', async () => {
    const sent: Sent[] = []
    const answered = vi.fn()
    const sender = senderInto(sent)
    void sender.send('1', 100, 60).then(answered)
    await vi.advanceTimersByTimeAsync(119)
    expect(answered).not.toHaveBeenCalled()
    expect(sender.sending).toBe(true)
    await vi.advanceTimersByTimeAsync(1)
    expect(answered.mock.calls).toMatchObject([[{ sent: true }]])
    expect(sender.sending).toBe(false)
    expect(sent.filter(({ end }) => end)).toHaveLength(3)
  })

  it('leaves a gap between digits, and between strings', async () => {
    const sent: Sent[] = []
    const sender = senderInto(sent)
    void sender.send('12', 100, 60)
    void sender.send('3', 100, 60)
    await vi.runAllTimersAsync()
    const starts = new Map<number, number>()
    for (const { event, at } of sent) if (!starts.has(event)) starts.set(event, at)
    const [one, two, three] = [starts.get(1)!, starts.get(2)!, starts.get(3)!]
    expect(two - one).toBe(160)
    expect(three - two).toBe(160)
    expect(new Set(sent.map(({ timestamp }) => timestamp)).size).toBe(3)
  })

  it('never lets the repeated ends run into the next digit', async () => {
    const sent: Sent[] = []
    void senderInto(sent).send('11', 100, 0)
    await vi.runAllTimersAsync()
    const ends = sent.flatMap(({ end }, index) => (end ? [index] : []))
    expect(ends).toEqual([4, 5, 6, 11, 12, 13])
  })

  it('says so when nothing can be sent', async () => {
    const sent: Sent[] = []
    expect(await senderInto(sent, () => false).send('1', 100, 60)).toEqual({
      sent: false,
      firstPacketAt: 0
    })
    expect(await senderInto(sent).send('1x', 100, 60)).toMatchObject({ sent: false })
    expect(sent).toHaveLength(0)
  })

  it('stops with the call', async () => {
    const sent: Sent[] = []
    const sender = senderInto(sent)
    const first = sender.send('123', 100, 60)
    const second = sender.send('4', 100, 60)
    await vi.advanceTimersByTimeAsync(30)
    sender.close()
    expect(await first).toMatchObject({ sent: false })
    expect(await second).toMatchObject({ sent: false })
    expect(sent).toHaveLength(2)
    expect(vi.getTimerCount()).toBe(0)
  })
})
