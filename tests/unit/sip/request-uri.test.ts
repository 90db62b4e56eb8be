import { describe, expect, it } from 'vitest'
import { accountUri, registrarUri, uriInDomain } from '../../../src-main/sip/flow/account-uri'
import { SipAccount } from '../../../src-main/sip/sip-account'
import { FakeCallMedia, SpyLog } from '../../support/sip-account-under-test'

/** Star and hash codes mangled on the wire are the classic fault of softphones: these are the very characters that leave. */
describe('the Request-URI of what is dialled', () => {
  it.each([
    ['*90744', 'sip:*90744@pbx.example'],
    ['*21744', 'sip:*21744@pbx.example'],
    ['#12', 'sip:%2312@pbx.example'],
    ['*33*744#', 'sip:*33*744%23@pbx.example'],
    ['#31#744', 'sip:%2331%23744@pbx.example'],
    ['+4930123', 'sip:+4930123@pbx.example'],
    ['744ABCD', 'sip:744ABCD@pbx.example'],
    ['max.müller', 'sip:max.m%C3%BCller@pbx.example'],
    ['100%', 'sip:100%25@pbx.example'],
    ['%23', 'sip:%2523@pbx.example'],
    ['a@b', 'sip:a%40b@pbx.example']
  ])('%s leaves as %s', (dialled, uri) => {
    expect(uriInDomain(dialled, { domain: 'pbx.example' }).toRaw()).toBe(uri)
    // sip.js writes the ACK of a refused INVITE in another way; RFC 3261 §17.1.1.3 wants the same URI.
    expect(uriInDomain(dialled, { domain: 'PBX.example' }).toString()).toBe(uri)
  })

  it.each([
    ['2001:db8::1', '[2001:db8::1]'],
    ['[2001:db8::1]', '[2001:db8::1]'],
    ['192.0.2.1', '192.0.2.1'],
    ['PBX.Example', 'pbx.example']
  ])('in the domain %s', (domain, host) => {
    expect(uriInDomain('744', { domain }).toRaw()).toBe(`sip:744@${host}`)
    expect(registrarUri({ domain }).toRaw()).toBe(`sip:${host}`)
    expect(accountUri({ user: 'adam', domain }).toRaw()).toBe(`sip:adam@${host}`)
  })

  it.each(['', ' ', '*90 744', '744\r\nX: y', '744\n', '\t', '7\u00004', '7\u00a04'])(
    'refuses %j before anything is sent',
    (dialled) => {
      const account = new SipAccount({
        account: {
          user: 'adam',
          domain: 'pbx.example',
          transport: 'udp',
          dtmfMethod: 'auto',
          registrationSeconds: 300
        },
        password: undefined,
        log: new SpyLog()
      })
      expect(() => account.invite(dialled, new FakeCallMedia())).toThrow('not-dialable')
      expect(() => account.subscribeDialog(dialled, () => {})).toThrow('not-dialable')
    }
  )
})
