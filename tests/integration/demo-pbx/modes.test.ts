import { afterEach, describe, expect, test } from 'vitest'
import { supervisionModes, type SupervisionMode } from '@contract/telephony/supervision-mode'
import { audibleTo } from '@contract/telephony/audibility'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { absentDbfs, presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'

/** Who hears the manager, written down once more: neither the product's table nor the mixer's. */
const managerHeardBy = {
  spy: { agent: false, client: false },
  whisper: { agent: true, client: false },
  'barge-in': { agent: true, client: true }
} as const

/** Passes through each of the six switches once. */
const walk = ['spy', 'whisper', 'barge-in', 'spy', 'barge-in', 'whisper', 'spy'] as const

let desk: DemoDesk
afterEach(() => desk.close())

/** Waits for a whole measuring window in the mode, and compares every tone of every party. */
async function expectMode(mode: SupervisionMode): Promise<void> {
  await desk.nextHears()
  await desk.nextHears()
  const { parties } = await desk.nextHears()
  for (const { party, managerDbfs, tonesDbfs } of parties) {
    const expected = {
      440: party === 'agent',
      700: party === 'client',
      1000: managerHeardBy[mode][party]
    }
    for (const [hz, heard] of Object.entries(expected)) {
      const level = tonesDbfs[hz as keyof typeof tonesDbfs]
      if (heard) expect(level, `${party} hears ${hz} in ${mode}`).toBeGreaterThan(presentDbfs)
      else expect(level, `${party} hears no ${hz} in ${mode}`).toBeLessThan(absentDbfs)
    }
    if (expected[1000]) expect(managerDbfs).toBeCloseTo(-14.7, 0)
    else expect(managerDbfs).toBe(-99)
    expect(audibleTo(mode).includes(party)).toBe(expected[1000])
  }
}

describe.each(['udp', 'tcp'] as const)('over %s', (transport) => {
  test.each(supervisionModes)('joining in %s', async (mode) => {
    desk = await DemoDesk.open({}, { transport, toneHz: 1_000 })
    const call = await desk.join(defaultCodes.prefixes[mode] + '744')
    await expectMode(mode)
    const { audio } = call.audio.recording
    const from = call.answeredAt + 200
    expect(toneDbfs(audio, 700, from)).toBeGreaterThan(presentDbfs)
    expect(toneDbfs(audio, 440, from)).toBeGreaterThan(presentDbfs)
    expect(toneDbfs(audio, 1_000, from)).toBeLessThan(absentDbfs)
  })
})

test.each(['rfc4733', 'info'] as const)('from every mode to every other by %s', async (method) => {
  desk = await DemoDesk.open({}, { toneHz: 1_000 })
  const call = await desk.join('*90744')
  for (const mode of walk.slice(1)) {
    const code = defaultCodes.dtmfCodes[mode]
    if (method === 'rfc4733') await call.audio.sendDigit(code)
    else expect(await call.sendInfo(code)).toBe(200)
    await expectMode(mode)
  }
})
