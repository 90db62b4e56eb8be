import { afterEach, expect, test } from 'vitest'
import { demoAccounts } from '../../../src-main/demo-pbx/demo-directory'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { Phone } from '../../support/phone/phone'
import { absentDbfs, presentDbfs, toneDbfs } from '../../support/phone/tone-analysis'

let desk: DemoDesk
let bella: Phone
afterEach(async () => {
  await bella.close()
  await desk.close()
})

test('two supervisors each have a mode of their own, and do not hear each other', async () => {
  const [adam] = demoAccounts
  const account = { ...adam!, user: 'bella', password: 'demo-bella' }
  desk = await DemoDesk.open({ accounts: [adam!, account] }, { toneHz: 1_000 })
  bella = await Phone.open({
    account: {
      ...account,
      domain: '127.0.0.1',
      server: { host: '127.0.0.1', port: desk.port, transport: 'tcp' }
    },
    toneHz: 1_700
  })
  const adamsCall = await desk.join('*92744')
  const { call: bellasCall } = await bella.dial('*90744')
  const heardByBella = bellasCall!.audio.recording
  const from = bellasCall!.answeredAt + 300
  await heardByBella.audioUntil(from + 400, 3_000)
  expect(toneDbfs(heardByBella.audio, 700, from)).toBeGreaterThan(presentDbfs)
  expect(toneDbfs(heardByBella.audio, 1_000, from)).toBeLessThan(absentDbfs)
  const heardByAdam = adamsCall.audio.recording.audio
  expect(toneDbfs(heardByAdam, 1_700, from)).toBeLessThan(absentDbfs)

  await adamsCall.hangUp()
  await desk.nextHears()
  const { parties } = await desk.nextHears()
  expect(parties.map(({ managerDbfs }) => managerDbfs)).toEqual([-99, -99])
  desk.pbx.endCall('744')
  expect((await bellasCall!.ended).by).toBe('peer')
})
