import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  hostPortText,
  parseHostPort
} from '../../../src-renderer/ui/features/settings/host-port-text'

describe('a field for a host and a port', () => {
  it.each([
    ['', undefined],
    ['  ', undefined],
    ['proxy.example.com', { host: 'proxy.example.com' }],
    ['proxy.example.com:5080', { host: 'proxy.example.com', port: 5080 }],
    ['192.0.2.1:5060', { host: '192.0.2.1', port: 5060 }],
    ['[2001:db8::1]:5060', { host: '[2001:db8::1]', port: 5060 }],
    ['[2001:db8::1]', { host: '[2001:db8::1]' }],
    ['2001:db8::1', { host: '2001:db8::1' }]
  ])('%j is %j', (text, value) => {
    expect(parseHostPort(text)).toEqual({ ok: true, value })
  })

  it.each(['host:', 'host:0', 'host:65536', 'host:sip', 'host:-1', 'host:50.5'])(
    '%j has no port',
    (text) => {
      expect(parseHostPort(text)).toEqual({ ok: false, problem: 'not-a-port' })
    }
  )

  it('reads back what it wrote', () => {
    const hosts = fc.oneof(
      fc.domain(),
      fc.ipV4(),
      fc.ipV6().map((address) => `[${address}]`)
    )
    const ports = fc.option(fc.integer({ min: 1, max: 65_535 }), { nil: undefined })
    fc.assert(
      fc.property(hosts, ports, (host, port) => {
        const proxy = port === undefined ? { host } : { host, port }
        expect(parseHostPort(hostPortText(proxy))).toEqual({ ok: true, value: proxy })
      })
    )
  })
})
