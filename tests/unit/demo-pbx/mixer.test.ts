import { describe, expect, test } from 'vitest'
import { audibleTo } from '@contract/telephony/audibility'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { levelDbfs, silenceDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { HearingMeter } from '../../../src-main/demo-pbx/audio/hearing-meter'
import { mixConversation, saturatingSum } from '../../../src-main/demo-pbx/audio/mixer'

const tone = (frequencyHz: number, count = 1_600) =>
  Int16Array.from({ length: count }, (_, n) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * frequencyHz * n) / 8_000))
  )
const agent = tone(700)
const client = tone(440)
const manager = tone(1_000)

const mixIn = (...modes: SupervisionMode[]) =>
  mixConversation({
    agent,
    client,
    supervisors: modes.map((mode) => ({ mode, voice: manager }))
  })

const hears = (mix: Int16Array, frequencyHz: number) => levelDbfs(mix, frequencyHz) > -30

describe('mixConversation', () => {
  test.each([
    ['spy', false, false],
    ['whisper', true, false],
    ['barge-in', true, true]
  ] as const)('in %s agent %s, client %s hears the manager', (mode, byAgent, byClient) => {
    const mixes = mixIn(mode)
    expect(hears(mixes.agent.mix, 1_000)).toBe(byAgent)
    expect(hears(mixes.client.mix, 1_000)).toBe(byClient)
    expect(mixes.agent.managerShare.some((sample) => sample !== 0)).toBe(byAgent)
    expect(mixes.client.managerShare.some((sample) => sample !== 0)).toBe(byClient)
  })

  test.each(supervisionModes)('in %s it agrees with what the product says', (mode) => {
    const mixes = mixIn(mode)
    const heardBy = (['agent', 'client'] as const).filter((party) => hears(mixes[party].mix, 1_000))
    expect(heardBy).toEqual(audibleTo(mode))
  })

  test.each(supervisionModes)('in %s everybody hears the other two, and nobody himself', (mode) => {
    const { agent: forAgent, client: forClient, supervisor } = mixIn(mode)
    expect([hears(forAgent.mix, 440), hears(forAgent.mix, 700)]).toEqual([true, false])
    expect([hears(forClient.mix, 440), hears(forClient.mix, 700)]).toEqual([false, true])
    const heard = [440, 700, 1_000].map((frequencyHz) => hears(supervisor, frequencyHz))
    expect(heard).toEqual([true, true, false])
  })

  test('several supervisors add up, each in a mode of their own', () => {
    const { agent: forAgent, client: forClient } = mixIn('whisper', 'barge-in', 'spy')
    expect(levelDbfs(forAgent.mix, 1_000)).toBeCloseTo(levelDbfs(manager, 1_000) + 6.02, 1)
    expect(levelDbfs(forClient.mix, 1_000)).toBeCloseTo(levelDbfs(manager, 1_000), 1)
  })

  test('without supervisors nothing is added', () => {
    const mixes = mixIn()
    expect(mixes.agent.mix).toEqual(client)
    expect(mixes.client.mix).toEqual(agent)
  })
})

test('a sum that does not fit is clipped at both ends', () => {
  const loud = Int16Array.of(30_000, -30_000, 1)
  expect(saturatingSum(3, [loud, loud])).toEqual(Int16Array.of(32_767, -32_768, 2))
})

describe('HearingMeter', () => {
  const record = (meter: HearingMeter, mode: SupervisionMode, frames: number) => {
    for (let frame = 0; frame < frames; frame += 1) {
      const cut = (voice: Int16Array) => voice.slice((frame % 10) * 160, (frame % 10) * 160 + 160)
      meter.record(
        mixConversation({
          agent: cut(agent),
          client: cut(client),
          supervisors: [{ mode, voice: cut(manager) }]
        })
      )
    }
  }

  test('tells levels of the last 200 ms, as encoded', () => {
    const meter = new HearingMeter()
    record(meter, 'barge-in', 10)
    record(meter, 'whisper', 10)
    const [byAgent, byClient] = meter.hears()
    expect(byAgent!.party).toBe('agent')
    expect(byAgent!.managerDbfs).toBeCloseTo(-14.75, 1)
    expect(byAgent!.tonesDbfs['440']).toBeCloseTo(-14.75, 0)
    expect(byAgent!.tonesDbfs['1000']).toBeCloseTo(-14.75, 0)
    expect(byAgent!.tonesDbfs['700']).toBeLessThan(-50)
    expect(byClient!.managerDbfs).toBe(silenceDbfs)
    expect(byClient!.tonesDbfs['1000']).toBeLessThan(-50)
    expect(byClient!.tonesDbfs['700']).toBeCloseTo(-14.75, 0)
  })

  test('half a window of the manager is half the power', () => {
    const meter = new HearingMeter()
    record(meter, 'spy', 10)
    record(meter, 'whisper', 5)
    expect(meter.hears()[0]!.managerDbfs).toBeCloseTo(-14.75 - 3.01, 1)
  })

  test('before anything was said there is silence', () => {
    for (const { managerDbfs, tonesDbfs } of new HearingMeter().hears()) {
      expect([managerDbfs, ...Object.values(tonesDbfs)]).toEqual(Array(4).fill(silenceDbfs))
    }
  })
})
