import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { uriHost } from '../../../src-main/sip/message/sip-uri'
import { parseVia, responseDestination, stampReceived } from '../../../src-main/sip/message/via'

describe('Via', () => {
  it.each([
    ['SIP/2.0/UDP 192.0.2.1:5060;branch=z9hG4bKa', 'UDP', '192.0.2.1', 5060],
    ['SIP / 2.0 / UDP first.example: 4000;ttl=16;branch=b', 'UDP', 'first.example', 4000],
    ['SIP/2.0/TCP [2001:db8::1];branch=b', 'TCP', '2001:db8::1', undefined],
    ['SIP/2.0/udp my_host:5060;branch=b', 'UDP', 'my_host', 5060]
  ])('%s', (value, transport, host, port) => {
    const via = parseVia(value)
    expect(via).toMatchObject({ transport, host })
    expect(via?.port).toBe(port)
  })

  it.each(['', 'SIP/2.0/UDP', 'HTTP/1.1 x', 'SIP/3.0/UDP x'])('is not "%s"', (value) => {
    expect(parseVia(value)).toBeUndefined()
  })

  it.each([
    ['SIP/2.0/UDP a;branch=b', 'a', 5060],
    ['SIP/2.0/UDP a:7;branch=b', 'a', 7],
    ['SIP/2.0/UDP a:7;branch=b;received=192.0.2.9', '192.0.2.9', 7],
    ['SIP/2.0/UDP a:7;branch=b;received=192.0.2.9;rport=8', '192.0.2.9', 8],
    ['SIP/2.0/UDP a:7;branch=b;rport', 'a', 7],
    ['SIP/2.0/UDP a;received=[2001:db8::9];branch=b', '2001:db8::9', 5060]
  ])('says where a response goes: %s', (value, host, port) => {
    const via = parseVia(value)
    expect(via && responseDestination(via)).toEqual({ host, port })
  })
})

describe('stamping where a request came from', () => {
  const port = fc.integer({ min: 1, max: 65_535 })
  const address = fc.oneof(fc.ipV4(), fc.ipV6())
  const sentBy = fc.oneof(fc.domain(), fc.ipV4(), fc.ipV6().map(uriHost))
  const branch = fc.stringMatching(/^z9hG4bK[A-Za-z0-9.-]{1,20}$/)
  const via = fc
    .record({
      sentBy,
      port: fc.option(port),
      branch,
      extra: fc.shuffledSubarray([
        'rport',
        'rport=9',
        'ttl=1',
        'maddr=192.0.2.3',
        'x',
        'received=192.0.2.8'
      ])
    })
    .map((parts) =>
      [
        `SIP/2.0/UDP ${parts.sentBy}${parts.port === null ? '' : `:${parts.port}`}`,
        `branch=${parts.branch}`,
        ...parts.extra
      ].join(';')
    )

  it('makes the response go there when the sender asked for it, and else to the port it named', () => {
    fc.assert(
      fc.property(via, address, port, (value, host, sourcePort) => {
        const before = parseVia(value)
        const stamped = parseVia(stampReceived(value, { host, port: sourcePort }))
        if (!before || !stamped) throw new Error('the value cannot be read any more')
        const asked = before.parameters.has('rport')
        expect(responseDestination(stamped)).toEqual({
          host,
          port: asked ? sourcePort : (before.port ?? 5060)
        })
      })
    )
  })

  it('changes nothing else', () => {
    const others = (value: string) => {
      const { host, port, transport, parameters } = parseVia(value) ?? {}
      const rest = [...(parameters ?? [])].filter(([name]) => !['rport', 'received'].includes(name))
      return { host, port, transport, rest }
    }
    fc.assert(
      fc.property(via, address, port, (value, host, sourcePort) => {
        expect(others(stampReceived(value, { host, port: sourcePort }))).toEqual(others(value))
      })
    )
  })
})
