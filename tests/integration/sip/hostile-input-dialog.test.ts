import { setImmediate as turn } from 'node:timers/promises'
import fc from 'fast-check'
import { afterEach, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { mutatedBytes } from '../../fuzz/mutations'
import { registeredOn } from '../../support/registered-account'
import { ScriptedPeer } from '../../support/scripted-peer'
import { responseText } from '../../support/scripted-peer-message'
import { answerSdp, idleBody, inDialogRequest } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  registrationIs,
  SubscriptionEvents
} from '../../support/sip-account-under-test'

let peer: ScriptedPeer
let account: SipAccount
afterEach(async () => {
  await account.stop()
  await peer.stop()
})

/** What the PBX may send within a call and a subscription, as it would be right. */
async function rightMessages(): Promise<readonly string[]> {
  const call = account.invite('744', new FakeCallMedia())
  const events = new SubscriptionEvents()
  account.subscribeDialog('744', events.listener)
  await callIs(call, 'confirmed')
  await events.until('notify')
  const invite = peer.requestsOf('INVITE').at(-1)
  const subscribe = peer.requestsOf('SUBSCRIBE').at(-1)
  if (!invite || !subscribe) throw new Error('nothing was sent')
  const sdp = { headers: ['Content-Type: application/sdp'], body: answerSdp }
  const inCall = (method: string, cseq: number, more: object = {}) =>
    inDialogRequest(peer, invite, method, cseq, more)
  const event = ['Event: dialog', 'Subscription-State: active;expires=300']
  const type = 'Content-Type: application/dialog-info+xml'
  return [
    inCall('INFO', 101, {
      headers: ['Content-Type: application/dtmf-relay'],
      body: 'Signal=1\r\n'
    }),
    inCall('INVITE', 102, sdp),
    inCall('INVITE', 103),
    inCall('UPDATE', 104, { headers: ['Session-Expires: 90;refresher=uas', 'Supported: timer'] }),
    inCall('ACK', 102),
    inCall('PRACK', 105, { headers: ['RAck: 1 1 INVITE'] }),
    inCall('REFER', 106, { headers: ['Refer-To: <sip:745@pbx.example>'] }),
    inCall('OPTIONS', 107),
    inCall('BYE', 108),
    inDialogRequest(peer, subscribe, 'NOTIFY', 101, {
      headers: [...event, type],
      body: idleBody('744', 9)
    }),
    ...[
      '100 Trying',
      '180 Ringing',
      '183 Progress',
      '200 OK',
      '302 Moved',
      '401 No',
      '487 Over',
      '500 No'
    ].map((status) =>
      responseText(invite, status, {
        headers: [
          `Contact: ${peer.contact}`,
          'Require: 100rel',
          'RSeq: 7',
          'Record-Route: <sip:192.0.2.1;lr>',
          'WWW-Authenticate: Digest realm="pbx", nonce="n", algorithm=MD5'
        ],
        contentType: 'application/sdp',
        body: answerSdp
      })
    ),
    responseText(subscribe, '200 OK', { headers: ['Expires: 60', `Contact: ${peer.contact}`] })
  ]
}

// What throws in a timer or in a promise that nobody waits for ends the test run, as it would end the app.
it(
  'broken messages of a call and a subscription cannot end the app',
  { timeout: 90_000 },
  async () => {
    ;({ peer, account } = await registeredOn('udp'))
    const { source } = peer.first('REGISTER')

    for (let round = 0; round < 4; round++) {
      const broken = mutatedBytes(await rightMessages())
      for (const bytes of fc.sample(broken, 400)) {
        if (bytes.length > 0 && bytes.length <= 65_507) peer.send(bytes, source)
        await turn()
      }
    }
    await registrationIs(account, 'registered')
    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
  }
)
