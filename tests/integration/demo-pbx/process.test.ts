import { afterEach, beforeEach, expect, test } from 'vitest'
import { demoCustomer, demoPassword } from '../../../src-main/demo-pbx/demo-customer'
import { DemoProcess, tonesByOrder } from '../../support/demo-pbx/demo-process'
import { Phone } from '../../support/phone/phone'

let pbx: DemoProcess
beforeEach(() => {
  pbx = new DemoProcess()
})
afterEach(async () => {
  pbx.kill()
  await pbx.exited
})

test('the process is started, supervised and stopped by messages', async () => {
  pbx.order({ type: 'start', options: tonesByOrder })
  const { port } = await pbx.event('listening')
  const { account } = demoCustomer(port)
  const phone = await Phone.open({
    account: {
      user: account.user,
      password: demoPassword,
      domain: account.domain,
      server: { host: '127.0.0.1', port, transport: 'udp' }
    }
  })
  expect((await phone.register()).statusCode).toBe(200)

  pbx.order({ type: 'ring-agent', extension: '745' })
  pbx.order({ type: 'call-agent', extension: '745' })
  const { call: johnsCall } = await phone.dial('*90744')
  const { call } = await phone.dial('*90745')
  expect(await pbx.event('hears')).toMatchObject({ extension: '744', agentName: 'John Miller' })
  pbx.order({ type: 'end-call', extension: '745' })
  expect((await call!.ended).by).toBe('peer')
  const maria = pbx.events.filter((event) => event.type === 'call' && event.extension === '745')
  expect(maria.map((event) => event.type === 'call' && event.state)).toEqual([
    'ringing',
    'confirmed',
    'terminated'
  ])

  await phone.register(0)
  pbx.order({ type: 'stop' })
  expect((await johnsCall!.ended).by).toBe('peer')
  expect(await pbx.exited).toBe(0)
  await phone.close()
})

test('a port that is taken is an event, and the process can be asked again', async () => {
  pbx.order({ type: 'start', options: tonesByOrder })
  const { port } = await pbx.event('listening')
  const second = new DemoProcess()
  second.order({ type: 'start', options: { ...tonesByOrder, sipPort: port } })
  expect(await second.event('failed')).toMatchObject({ reason: 'port-in-use' })
  second.order({ type: 'start', options: tonesByOrder })
  expect((await second.event('listening')).port).not.toBe(port)
  second.kill()
  await second.exited
})

test('it does not outlive the one who started it', async () => {
  pbx.order({ type: 'start', options: tonesByOrder })
  await pbx.event('listening')
  pbx.disconnect()
  expect(await pbx.exited).toBe(0)
})
