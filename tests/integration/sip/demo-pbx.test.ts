import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Account } from '@contract/settings/customer'
import { demoPassword } from '../../../src-main/demo-pbx/demo-directory'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'

/** Two SIP stacks that share no code meet: what both read the same way is likely what RFC 3261 says. */
describe.each(['udp', 'tcp'] as const)('the demo PBX over %s', (transport) => {
  let pbx: DemoPbx
  let account: SipAccount
  let log: SpyLog
  const begin = (port: number, password = demoPassword): void => {
    const settings: Account = {
      user: 'adam',
      domain: '127.0.0.1',
      outboundProxy: { host: '127.0.0.1', port },
      transport,
      dtmfMethod: 'auto',
      registrationSeconds: 300
    }
    log = new SpyLog()
    account = makeAccount(settings, { password, log })
    account.start()
  }
  let port: number
  beforeEach(async () => {
    pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
    port = (await pbx.start()).port
  })
  afterEach(async () => {
    await account.stop()
    await pbx.stop()
  })

  it('registers us, tells of an agent, lets us join, takes a code, and hangs up', async () => {
    begin(port)
    await registrationIs(account, 'registered')
    const events = new SubscriptionEvents()
    account.subscribeDialog('744', events.listener)
    await events.until('notify')
    pbx.callAgent('744')
    const onCall = () =>
      events.seen.some((event) => event.type === 'notify' && event.body.includes('confirmed'))
    while (!onCall()) await events.until('notify', events.count('notify') + 1)

    const media = new FakeCallMedia()
    media.offer =
      'v=0\r\no=- 1 1 IN IP4 127.0.0.1\r\ns=-\r\nc=IN IP4 127.0.0.1\r\nt=0 0\r\nm=audio 40000 RTP/AVP 8 101\r\na=rtpmap:8 PCMA/8000\r\na=rtpmap:101 telephone-event/8000\r\na=sendrecv\r\n'
    const call = account.invite('*90744', media)
    await callIs(call, 'confirmed')
    expect(await call.sendInfo('1', 100)).toMatchObject({ statusCode: 200 })
    pbx.endCall('744')
    expect((await callIs(call, 'terminated')).end.by).toBe('remote')
    expect(log.warnings).toEqual([])
  })

  it('refuses what it should', async () => {
    begin(port)
    await registrationIs(account, 'registered')
    const ends = await Promise.all(
      ['*90888', '*90999', '*90745'].map(async (dialled) => {
        const { end } = await callIs(account.invite(dialled, new FakeCallMedia()), 'terminated')
        return [dialled, end.by, end.statusCode]
      })
    )
    expect(ends).toEqual([
      ['*90888', 'rejected', 403],
      ['*90999', 'rejected', 404],
      ['*90745', 'rejected', 480]
    ])
    await account.stop()
    begin(port, 'wrong')
    expect((await registrationIs(account, 'refused')).reason).toMatch(/wrong-password|forbidden/)
  })
})
