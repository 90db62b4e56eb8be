import { describe, expect, it } from 'vitest'
import { parseNameAddr, tagOf } from '../../../src-main/sip/message/name-addr'
import { hostPort, parseSipUri, uriHost } from '../../../src-main/sip/message/sip-uri'

/** What sip.js's grammar drops the whole message for is marked: our reading must not. */
describe('From, To and Contact', () => {
  it.each([
    // value, display name, user, host, tag
    ['<sip:744@pbx.example>;tag=1', '', '744', 'pbx.example', '1'],
    ['"Agent 744" <sip:744@pbx.example;user=phone>;tag=1', 'Agent 744', '744', 'pbx.example', '1'],
    ['sip:744@pbx.example;tag=1', '', '744', 'pbx.example', '1'],
    ['"a <b> \\" c" <sip:744@x>;tag=1', 'a <b> " c', '744', 'x', '1'],
    ['Agent <sip:744@[2001:db8::1]:5060>;tag=1', 'Agent', '744', '[2001:db8::1]', '1'],
    ['<sips:*90744@x>;tag=1', '', '*90744', 'x', '1'],
    // dropped by sip.js
    ['Jürgen Müller <sip:744@x>;tag=1', 'Jürgen Müller', '744', 'x', '1'],
    ['A.B, C <sip:744@x>;tag=1', 'A.B, C', '744', 'x', '1'],
    ['<sip:744@my_host>;tag=1', '', '744', 'my_host', '1'],
    ['"never closed <sip:744@x>;tag=1', '"never closed', '744', 'x', '1'],
    ['<sip:744@x>;epid=;tag=1', '', '744', 'x', '1'],
    ['<sip:7 4@x>;tag=1', '', '7 4', 'x', '1']
  ])('%s', (value, displayName, user, host, tag) => {
    expect(parseNameAddr(value)).toMatchObject({ displayName, uri: { user, host } })
    expect(tagOf(value)).toBe(tag)
  })

  it.each(['<tel:+1234>;tag=1', 'tel:+1234;tag=1', '<urn:service:sos>;tag=1', '*;tag=1', ';tag=1'])(
    'keeps the tag where there is no sip: URI: %s',
    (value) => {
      expect(parseNameAddr(value).uri).toBeUndefined()
      expect(tagOf(value)).toBe('1')
    }
  )
})

it.each(['<sip:a@x>', '<sip:a@x>;tag', '<sip:a@x>;tag=', '<sip:a@x;tag=1>'])(
  'there is no tag in %s',
  (value) => {
    expect(tagOf(value)).toBeUndefined()
  }
)

describe('SIP URIs', () => {
  it('have parameters, and headers that do not matter', () => {
    const uri = parseSipUri('sip:a@Host.Example:5070;transport=tcp;ob?Subject=x')
    expect(uri).toMatchObject({ scheme: 'sip', user: 'a', host: 'host.example', port: 5070 })
    expect([...(uri?.parameters ?? [])]).toEqual([
      ['transport', 'tcp'],
      ['ob', null]
    ])
  })

  it.each(['', 'sip:', 'sip:a@', 'http://x', 'sip:a@x:99999', 'sip:a@[::1', 'mailto:a@x'])(
    'are not: "%s"',
    (text) => {
      expect(parseSipUri(text)).toBeUndefined()
    }
  )

  it('bracket IPv6 literals once', () => {
    expect(uriHost('2001:db8::1')).toBe('[2001:db8::1]')
    expect(uriHost('[2001:db8::1]')).toBe('[2001:db8::1]')
    expect(hostPort({ host: '::1', port: 5060 })).toBe('[::1]:5060')
    expect(hostPort({ host: '192.0.2.1', port: 5060 })).toBe('192.0.2.1:5060')
  })
})
