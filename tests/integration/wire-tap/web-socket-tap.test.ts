import { randomBytes } from 'node:crypto'
import { afterEach, describe, expect, it } from 'vitest'
import { peerSrtp } from '../../support/media/peer-srtp'
import { ScriptedPeer } from '../../support/scripted-peer'
import { acceptRegistrations, accountOn, answerCalls } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  makeAccount,
  registrationIs
} from '../../support/sip-account-under-test'
import { hostPort } from '../../support/wire-tap/address-swap'
import { sdesOpener } from '../../support/wire-tap/sdes-opener'
import { openWireTap } from '../../support/wire-tap/wire-tap'

const cleanUp: (() => unknown)[] = []

afterEach(async () => {
  for (const undo of cleanUp.splice(0).reverse()) await undo()
})

describe('a wire tap between WebSockets', () => {
  it('passes messages on with its own address in them, and writes them down', async () => {
    const peer = await ScriptedPeer.start({ transport: 'ws' })
    cleanUp.push(() => peer.stop())
    acceptRegistrations(peer)
    answerCalls(peer)
    const tap = await openWireTap({ host: peer.host, port: peer.port, transport: 'ws' })
    cleanUp.push(() => tap.close())
    const { address: host, port } = tap.address
    const account = makeAccount({ ...accountOn(peer, 'ws'), outboundProxy: { host, port } })
    cleanUp.push(() => account.stop())

    account.start()
    await registrationIs(account, 'registered')
    const registered = await tap.log.exchange('REGISTER', 0, 1_000)
    expect(registered.response.statusCode).toBe(200)
    const [seenByPeer] = peer.requestsOf('REGISTER')
    const asPeerSeesIt = hostPort({
      address: seenByPeer?.source.host ?? '',
      port: seenByPeer?.source.port ?? 0
    })
    expect(seenByPeer?.contactUri).toContain(asPeerSeesIt)
    expect(JSON.stringify(registered.request.headers)).not.toContain(asPeerSeesIt)

    const call = account.invite('744', new FakeCallMedia())
    await callIs(call, 'confirmed')
    call.hangUp()
    expect((await tap.log.exchange('BYE', 0, 1_000)).response.statusCode).toBe(200)
  })
})

describe('the keys in an SDP', () => {
  const key = () => randomBytes(30).toString('base64')
  const line = (tag: number, inline: string) =>
    `a=crypto:${tag} AES_CM_128_HMAC_SHA1_80 inline:${inline}\r\n`
  const packet = {
    payloadType: 8,
    marker: false,
    sequenceNumber: 1,
    timestamp: 160,
    ssrc: 7,
    payload: Buffer.from('voice')
  }

  it('open what was sealed with one of them, and nothing else', () => {
    const [used, other] = [key(), key()]
    const suite = 'AES_CM_128_HMAC_SHA1_80'
    const sealed = peerSrtp({ suite, send: other, receive: used }).seal(packet)
    expect(sealed.includes('voice')).toBe(false)
    const open = sdesOpener(`${line(1, other)}${line(2, used)}`)
    expect(open?.(sealed)?.subarray(-5).toString()).toBe('voice')
    const stranger = sdesOpener(line(1, key()))
    expect(stranger?.(sealed)).toBeNull()
  })

  it('are none in plain RTP', () => {
    expect(sdesOpener('m=audio 4000 RTP/AVP 8\r\n')).toBeUndefined()
  })
})
