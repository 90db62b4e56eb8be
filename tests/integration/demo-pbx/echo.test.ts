import { afterEach, describe, expect, test } from 'vitest'
import { echoDelayMs } from '../../../src-main/demo-pbx/phone/echo-voice'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { epochMs } from '../../support/phone/clock'
import { absentDbfs, presentDbfs, toneChange, toneDbfs } from '../../support/phone/tone-analysis'

let desk: DemoDesk

afterEach(async () => {
  await desk.close()
})

describe('*43', () => {
  test('says what was said to it, a second later', async () => {
    desk = await DemoDesk.open({}, { toneHz: 1_000 })
    const call = await desk.join('*43')
    const from = epochMs()
    await call.audio.recording.audioUntil(from + echoDelayMs + 700, echoDelayMs + 6_000)
    const { audio } = call.audio.recording
    const back = toneChange(audio, 1_000, 'begins', from)
    const afterMs = (back ?? NaN) - from
    console.info(`the echo is there after ${afterMs.toFixed(0)} ms`)
    expect(afterMs).toBeGreaterThan(echoDelayMs - 50)
    expect(afterMs).toBeLessThan(echoDelayMs + 500)
    expect(toneDbfs(audio, 1_000, from, from + echoDelayMs - 100)).toBeLessThan(absentDbfs)
    expect(toneDbfs(audio, 1_000, (back ?? 0) + 100)).toBeGreaterThan(presentDbfs)
    await call.hangUp()
  })
})
