import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { DirectFlow } from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import { DirectWatch } from '../../../src-main/media/session/direct-watch'

const flow: DirectFlow = {
  connected: true,
  codec: 'PCMU',
  packetsSent: 0,
  packetsReceived: 0,
  packetsLost: 0,
  jitterMs: 0,
  sentEnergy: 0,
  path: null,
  roundTripMs: null,
  reported: null
}

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

function watching() {
  const told: string[] = []
  const qualities: CallQuality[] = []
  const watch = new DirectWatch({
    receivedAudio: (flowing) => told.push(flowing ? 'flowing' : 'silent'),
    quality: (quality) => qualities.push(quality),
    path: (path) => told.push(path),
    failed: (failure) => told.push(failure)
  })
  const count = (part: Partial<DirectFlow> = {}, seconds = 1) => {
    for (let second = 0; second < seconds; second++) {
      vi.advanceTimersByTime(1_000)
      watch.counted({ ...flow, ...part })
    }
  }
  return { watch, told, qualities, count }
}

describe('a direct call that was answered', () => {
  it('fails when it is not connected after ten seconds', () => {
    const { watch, told, count } = watching()
    watch.answered(false)
    count({ connected: false }, 10)
    expect(told).toEqual([])
    count({ connected: false })
    expect(told).toEqual(['not-connected'])
  })

  it('may lose its way later: that is for a restart of ICE', () => {
    const { watch, told, count } = watching()
    watch.answered(false)
    count()
    count({ connected: false }, 60)
    expect(told).toEqual([])
  })

  it('has the same time again with a new engine', () => {
    const { watch, told, count } = watching()
    watch.answered(false)
    count()
    watch.restart()
    count({ connected: false }, 20)
    expect(told).toEqual([])
    watch.answered(false)
    count({ connected: false }, 11)
    expect(told).toEqual(['not-connected'])
  })

  it('tells when audio begins, stops and comes back', () => {
    const { watch, told, count } = watching()
    watch.answered(true)
    count({ packetsReceived: 50 })
    count({ packetsReceived: 50 }, 6)
    count({ packetsReceived: 51 })
    expect(told).toEqual(['flowing', 'silent', 'flowing'])
  })
})

describe('the way of a direct call', () => {
  it('is told when it is known and when it is another one, and is a part of the quality', () => {
    const { watch, told, qualities, count } = watching()
    count({ path: null })
    count({ path: 'host' }, 3)
    count({ path: 'relay' }, 2)
    count({ path: null })
    count({ path: 'relay' })
    expect(told).toEqual(['host', 'relay'])
    expect(qualities.map(({ path }) => path)).toEqual([
      undefined,
      'host',
      'relay',
      undefined,
      'relay'
    ])
    watch.restart()
    count({ path: 'relay' })
    expect(told).toEqual(['host', 'relay', 'relay'])
  })
})

describe('a microphone that is not open', () => {
  it('sound ends the call, whatever the engine says', () => {
    const { watch, told, count } = watching()
    watch.microphone.confirm(watch.microphone.ask('closed'), 'closed')
    count({ sentEnergy: 0 }, 3)
    count({ sentEnergy: 0.01 })
    expect(told).toEqual(['voice-leaked'])
  })

  it('nothing is said while it may be open, nor of what was sent before it was closed', () => {
    const { watch, told, count } = watching()
    watch.mayBeOpen()
    watch.microphone.confirm(watch.microphone.ask('open'), 'open')
    count({ sentEnergy: 1 }, 3)
    const closing = watch.microphone.ask('closed')
    count({ sentEnergy: 2 })
    watch.microphone.confirm(closing, 'closed')
    count({ sentEnergy: 3 })
    count({ sentEnergy: 4 })
    count({ sentEnergy: 4 }, 3)
    expect(told).toEqual([])
  })
})

describe('the quality of a direct call', () => {
  it('is told when it changes, over the last ten seconds', () => {
    const { qualities, count } = watching()
    count({ packetsReceived: 50 })
    count({ packetsReceived: 100 })
    expect(qualities).toHaveLength(1)
    expect(qualities[0]).toMatchObject({ codec: 'PCMU', encryption: 'dtls', rating: 'good' })
    count({ packetsReceived: 125, packetsLost: 25 })
    expect(qualities.at(-1)?.received?.lossPercent).toBe(25)
    expect(qualities.at(-1)?.rating).toBe('poor')
  })

  it('knows what the PBX reports', () => {
    const { qualities, count } = watching()
    count({ packetsReceived: 50, roundTripMs: 12.4, reported: { lossPercent: 2, jitterMs: 8 } })
    expect(qualities.at(-1)).toMatchObject({
      roundTripMs: 12,
      sent: { lossPercent: 2, jitterMs: 8 }
    })
  })
})
