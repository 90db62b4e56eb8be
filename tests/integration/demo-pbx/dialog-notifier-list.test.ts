import { afterEach, beforeEach, expect, test } from 'vitest'
import { agentsList } from '../../../src-main/demo-pbx/demo-directory'
import { headerOf, type SipRequest } from '../../../src-main/demo-pbx/sip/sip-message'
import { parseResourceList } from '../../../src-main/monitoring/parse-resource-list'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { RawSip } from '../../support/demo-pbx/raw-sip'

let desk: DemoDesk
let sip: RawSip

beforeEach(async () => {
  desk = await DemoDesk.open()
  sip = await RawSip.open(desk.port)
})
afterEach(async () => {
  sip.close()
  await desk.close()
})

const subscribe = (headers: string[]) =>
  sip.authorized({
    method: 'SUBSCRIBE',
    uri: `sip:${agentsList}@127.0.0.1`,
    headers: ['Event: dialog', ...headers]
  })

const list = (notify: SipRequest) =>
  parseResourceList(headerOf(notify, 'Content-Type') ?? '', notify.body)

const dialogStates = (notify: SipRequest) =>
  list(notify)?.resources.map(({ uri, instances }) => [
    uri,
    instances[0]?.info?.dialogs.map(({ state }) => state)
  ])

test('who does not say that lists are understood is told so', async () => {
  const refused = await subscribe([])
  expect(refused.statusCode).toBe(421)
  expect(headerOf(refused, 'Require')).toBe('eventlist')
})

test('a list names every agent of the customer at once, then only who changed', async () => {
  await subscribe(['Supported: eventlist', 'Accept: multipart/related'])
  const first = await sip.nextRequest('NOTIFY')
  expect(headerOf(first, 'Require')).toBe('eventlist')
  expect(list(first)).toMatchObject({ version: 0, fullState: true })
  expect(dialogStates(first)).toEqual([
    ['sip:744@127.0.0.1', ['confirmed']],
    ...['745', '746', '747', '888', '889'].map((extension) => [`sip:${extension}@127.0.0.1`, []])
  ])
  desk.pbx.ringAgent('746')
  const second = await sip.nextRequest('NOTIFY')
  expect(list(second)).toMatchObject({ version: 1, fullState: false })
  expect(dialogStates(second)).toEqual([['sip:746@127.0.0.1', ['early']]])
})
