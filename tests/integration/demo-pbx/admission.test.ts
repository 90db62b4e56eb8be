import { afterEach, describe, expect, test } from 'vitest'
import type { DemoPbxSettings } from '../../../src-main/demo-pbx/demo-pbx'
import { demoAccounts } from '../../../src-main/demo-pbx/demo-directory'
import { headerOf } from '../../../src-main/demo-pbx/sip/sip-message'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { rawSdp } from '../../support/demo-pbx/raw-call'
import { RawSip } from '../../support/demo-pbx/raw-sip'
import { digestAnswer } from '../../support/phone/digest-answer'

let desk: DemoDesk
afterEach(() => desk.close())

async function dial(number: string, settings: Partial<DemoPbxSettings> = {}) {
  desk = await DemoDesk.open(settings)
  desk.pbx.ringAgent('746')
  const { response } = await desk.phone.dial(number)
  return { statusCode: response.statusCode, reason: headerOf(response, 'Reason') }
}

test.each([
  ['an extension that does not exist', '*90799', 404, 1],
  ['a number without a mode’s prefix', '799', 404, 1],
  ['a prefix without an extension', '*90', 404, 1],
  ['a hunt group without "Supervision allowed"', '*90888', 403, 21],
  ['an extension of another customer', '*902744', 403, 21],
  ['an idle agent', '*90745', 480, 20],
  ['an agent whose call still rings', '*90746', 480, 20]
])('%s is refused', async (_, number, statusCode, cause) => {
  const refused = await dial(number)
  expect(refused.statusCode).toBe(statusCode)
  expect(refused.reason).toMatch(new RegExp(`^Q\\.850;cause=${cause};text=".+"$`))
})

test('without "Call supervision" nobody is admitted', async () => {
  expect(await dial('*90744', { callSupervision: false })).toMatchObject({ statusCode: 403 })
})

test('"Supervision allowed" belongs to the account', async () => {
  const accounts = demoAccounts.map((account) => ({ ...account, supervises: ['Sales'] }))
  expect(await dial('*90744', { accounts })).toMatchObject({ statusCode: 403 })
  desk.pbx.callAgent('888')
  expect((await desk.phone.dial('*90888')).response.statusCode).toBe(200)
})

test('nobody joins without credentials, or as somebody else', async () => {
  const [adam] = demoAccounts
  const bella = { ...adam!, user: 'bella', password: 'other' }
  desk = await DemoDesk.open({ accounts: [adam!, bella] })
  const sip = await RawSip.open(desk.port)
  const invite = {
    method: 'INVITE',
    uri: 'sip:*90744@127.0.0.1',
    body: rawSdp(40_000),
    headers: ['Content-Type: application/sdp']
  }
  const challenged = await sip.request(invite)
  expect(challenged.statusCode).toBe(407)
  expect(headerOf(challenged, 'Proxy-Authenticate')).toContain('Digest')

  // Bella's own credentials, under Adam's name.
  const answer = digestAnswer(challenged, 'INVITE', invite.uri, bella)!
  const headers = [...invite.headers, `${answer.name}: ${answer.value}`]
  expect((await sip.request({ ...invite, headers })).statusCode).toBe(403)
  sip.close()
})

describe('a custom dialing rule', () => {
  const rule = {
    kind: 'custom',
    name: 'Legacy',
    prefixes: { spy: '*21', whisper: '*22', 'barge-in': '#23' },
    dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
    switchMethod: 'dtmf'
  } as const

  test.each([
    ['*21744', 200],
    ['#23744', 200],
    ['*90744', 404]
  ])('%s is answered by %i', async (number, statusCode) => {
    expect(await dial(number, { dialingRule: rule })).toMatchObject({ statusCode })
  })
})

test.each([
  ['no audio', 'm=video 4000 RTP/AVP 96\r\na=rtpmap:96 VP8/90000\r\n'],
  ['no codec that is known', 'm=audio 4000 RTP/AVP 9\r\n'],
  ['SRTP', 'm=audio 4000 RTP/SAVP 0\r\n'],
  ['nonsense', 'hello']
])('an offer with %s is not acceptable', async (_, media) => {
  desk = await DemoDesk.open()
  const sip = await RawSip.open(desk.port)
  const session = 'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\n'
  const response = await sip.authorized({
    method: 'INVITE',
    uri: 'sip:*90744@127.0.0.1',
    headers: ['Content-Type: application/sdp'],
    body: session + media
  })
  expect(response.statusCode).toBe(488)
  sip.close()
})
