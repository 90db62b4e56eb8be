import { resolve } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { rmsDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'

const voicesFolder = resolve(import.meta.dirname, '../../../resources/demo-voices')

let desk: DemoDesk | undefined
afterEach(async () => {
  await desk?.close()
  desk = undefined
})

test('John and Emma are heard to talk, a few seconds after the start', async () => {
  desk = await DemoDesk.open({ voices: 'speech', voicesFolder })
  const call = await desk.join('*90744')
  const { recording } = call.audio
  const loudest = await recording.until('speech', 5_000, ({ audio }) => {
    const levels = audio.map(({ samples }) => rmsDbfs(samples))
    return Math.max(...levels) > -25 ? Math.max(...levels) : undefined
  })
  expect(loudest).toBeLessThan(0)
})

test('without its voices the PBX does not start, and says why', async () => {
  const pbx = new DemoPbx({
    sipPort: 0,
    voices: 'speech',
    pace: 'manual',
    voicesFolder: '/nowhere'
  })
  const told: unknown[] = []
  pbx.onEvent((event) => told.push(event))
  await expect(pbx.start()).rejects.toThrow('problem-agent.wav')
  expect(told).toMatchObject([{ type: 'failed', reason: 'failed' }])
  await pbx.stop()
})
