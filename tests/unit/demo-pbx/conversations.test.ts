import { describe, expect, test } from 'vitest'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'
import type { PartyHears } from '@contract/ipc/training'
import { Conversations, type Listener } from '../../../src-main/demo-pbx/audio/conversations'
import type { CallVoices } from '../../../src-main/demo-pbx/audio/voices'
import { FakeClock } from '../../support/demo-pbx/fake-clock'

/** A supervisor who keeps what was sent. */
class SpyListener implements Listener {
  mode: SupervisionMode = 'spy'
  voice = new Int16Array(160).fill(1_000)
  readonly sent: { readonly first: number; readonly skippedSlots: number }[] = []

  take(): Int16Array {
    return this.voice
  }

  send(samples: Int16Array, skippedSlots: number): void {
    this.sent.push({ first: samples[0] ?? 0, skippedSlots })
  }
}

/** The agent says the number of each 20 ms, the client nothing. */
const counting: CallVoices = {
  agent: (from, count) => new Int16Array(count).fill(from / 160),
  client: (_, count) => new Int16Array(count)
}

function open() {
  const clock = new FakeClock()
  const told: { extension: string; parties: readonly PartyHears[]; atMs: number }[] = []
  const conversations = new Conversations(clock, (extension, parties) => {
    told.push({ extension, parties, atMs: clock.nowMs() })
  })
  return { clock, conversations, told }
}

describe('Conversations', () => {
  test('a supervisor comes into the middle of the talk, and hears it go on in real time', () => {
    const { clock, conversations } = open()
    const adam = new SpyListener()
    clock.advance(2_000)
    conversations.join('744', adam, counting, 1_000)
    clock.advance(40)
    clock.sleepThrough(90)
    clock.advance(10)
    expect(adam.sent).toEqual([
      { first: 50, skippedSlots: 0 },
      { first: 51, skippedSlots: 0 },
      { first: 52, skippedSlots: 0 },
      { first: 56, skippedSlots: 3 },
      { first: 57, skippedSlots: 0 }
    ])
  })

  test('a second supervisor hears the same moment of the same talk', () => {
    const { clock, conversations } = open()
    const [adam, bella] = [new SpyListener(), new SpyListener()]
    conversations.join('744', adam, counting, 0)
    clock.advance(110)
    conversations.join('744', bella, counting, 0)
    clock.advance(20)
    expect(bella.sent[0]).toEqual(adam.sent.at(-1))
  })

  test('tells five times a second what is heard, as long as somebody listens', () => {
    const { clock, conversations, told } = open()
    const adam = new SpyListener()
    clock.advance(5_000)
    expect(told).toEqual([])
    conversations.join('744', adam, counting, 0)
    clock.advance(1_000)
    expect(told.map(({ atMs }) => atMs)).toEqual([5_180, 5_380, 5_580, 5_780, 5_980])
    expect(told[0]?.parties.map(({ managerDbfs }) => managerDbfs)).toEqual([-99, -99])
    adam.mode = 'whisper'
    clock.advance(200)
    const [byAgent, byClient] = told.at(-1)!.parties
    expect(byAgent!.managerDbfs).toBeGreaterThan(-30)
    expect(byClient!.managerDbfs).toBe(-99)

    conversations.leave('744', adam)
    const count = adam.sent.length
    clock.advance(10_000)
    expect(told).toHaveLength(6)
    expect(adam.sent).toHaveLength(count)
  })

  test('each agent’s call is mixed by itself', () => {
    const { clock, conversations, told } = open()
    const [adam, bella] = [new SpyListener(), new SpyListener()]
    adam.mode = 'barge-in'
    conversations.join('744', adam, counting, 0)
    conversations.join('745', bella, counting, 0)
    clock.advance(200)
    const heard = told.map(({ extension, parties }) => [
      extension,
      parties.some(({ managerDbfs }) => managerDbfs > -99)
    ])
    expect(heard).toEqual([
      ['744', true],
      ['745', false]
    ])
  })
})
