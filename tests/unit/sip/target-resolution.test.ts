import type { SrvRecord } from 'node:dns'
import { describe, expect, it } from 'vitest'
import { systemNames, type NameService } from '../../../src-main/sip/transport/name-service'
import { srvOrder } from '../../../src-main/sip/transport/srv-order'
import { resolveTarget, targetOf } from '../../../src-main/sip/transport/target-resolution'

const record = (name: string, priority: number, weight: number, port = 5060): SrvRecord => ({
  name,
  priority,
  weight,
  port
})

describe('the target of an account', () => {
  const proxy = { domain: 'pbx.example', outboundProxy: { host: 'edge.example', port: 5080 } }
  it.each([
    [
      { domain: 'pbx.example', transport: 'udp' },
      { host: 'pbx.example', transport: 'udp' }
    ],
    [
      { domain: '[2001:db8::1]', transport: 'tcp' },
      { host: '2001:db8::1', transport: 'tcp' }
    ],
    [
      { ...proxy, transport: 'tls' },
      { host: 'edge.example', port: 5080, transport: 'tls' }
    ]
  ] as const)('%j', (account, target) => {
    expect(targetOf(account)).toEqual(target)
  })
})

describe('resolving a target', () => {
  /** Answers from a table, and remembers what it was asked. */
  class StubNames implements NameService {
    readonly asked: string[] = []
    constructor(
      private readonly services: Readonly<Record<string, readonly SrvRecord[]>>,
      private readonly hosts: Readonly<Record<string, readonly string[]>>
    ) {}
    srv = (name: string) => this.answer(this.services, name)
    addresses = (host: string) => this.answer(this.hosts, host)

    private async answer<Value>(table: Readonly<Record<string, Value>>, name: string) {
      this.asked.push(name)
      const value = table[name]
      if (value === undefined) throw new Error(`queryAny ENOTFOUND ${name}`)
      return value
    }
  }
  const names = () =>
    new StubNames(
      {
        '_sip._udp.pbx.example': [record('b.example', 20, 0, 5070), record('a.example', 10, 0)],
        '_sip._tcp.pbx.example': [record('gone.example', 10, 0), record('b.example', 20, 0, 5080)],
        '_sips._tcp.pbx.example': [record('a.example', 1, 1, 5063)],
        '_sip._udp.no.example': [record('', 0, 0, 0)],
        '_sip._udp.stale.example': [record('gone.example', 0, 0)]
      },
      {
        'a.example': ['192.0.2.1', '2001:db8::1'],
        'b.example': ['192.0.2.2'],
        'pbx.example': ['192.0.2.9'],
        'plain.example': ['192.0.2.7'],
        'no.example': ['192.0.2.8']
      }
    )
  const at = (text: string) => {
    const [, host = '', port] = /^(.*):(\d+)$/.exec(text) ?? []
    return { host, port: Number(port) }
  }

  it.each([
    ['pbx.example', undefined, 'udp', ['192.0.2.1:5060', '2001:db8::1:5060', '192.0.2.2:5070']],
    ['pbx.example', undefined, 'tcp', ['192.0.2.2:5080']],
    ['pbx.example', undefined, 'tls', ['192.0.2.1:5063', '2001:db8::1:5063']],
    ['pbx.example', 5090, 'udp', ['192.0.2.9:5090']],
    ['plain.example', undefined, 'udp', ['192.0.2.7:5060']],
    ['plain.example', undefined, 'tls', ['192.0.2.7:5061']],
    ['2001:db8::5', undefined, 'udp', ['2001:db8::5:5060']],
    ['192.0.2.3', 7, 'tls', ['192.0.2.3:7']],
    ['192.0.2.3', undefined, 'ws', ['192.0.2.3:80']],
    ['plain.example', undefined, 'wss', ['192.0.2.7:443']],
    ['plain.example', 8089, 'wss', ['192.0.2.7:8089']]
  ] as const)('%s, port %s, %s: %j', async (host, port, transport, expected) => {
    expect(await resolveTarget({ host, port, transport }, names(), () => 0)).toEqual(
      expected.map(at)
    )
  })

  it('asks for no service when there is a port, and for nothing at all with an address', async () => {
    const withPort = names()
    await resolveTarget({ host: 'pbx.example', port: 5060, transport: 'udp' }, withPort)
    expect(withPort.asked).toEqual(['pbx.example'])
    const literal = names()
    await resolveTarget({ host: '192.0.2.3', port: undefined, transport: 'udp' }, literal)
    expect(literal.asked).toEqual([])
  })

  it.each([
    ['there is no such name', 'nowhere.example'],
    ['the domain says that it has no such service', 'no.example'],
    ['no server of the service has an address', 'stale.example']
  ])('fails when %s', async (_, host) => {
    const target = { host, port: undefined, transport: 'udp' } as const
    await expect(resolveTarget(target, names())).rejects.toMatchObject({
      kind: 'sip',
      reason: 'unknown-host',
      context: { host }
    })
  })

  it('asks the system', async () => {
    const target = { host: 'localhost', port: 7, transport: 'udp' } as const
    expect(await resolveTarget(target, systemNames())).toContainEqual({
      host: '127.0.0.1',
      port: 7
    })
  })
})

describe('SRV records', () => {
  it('are tried by priority, whatever their weights', () => {
    const records = [record('c', 30, 100), record('a', 10, 1), record('b', 20, 50)]
    for (const random of [0, 0.5, 0.999])
      expect(srvOrder(records, () => random).map(({ name }) => name)).toEqual(['a', 'b', 'c'])
  })

  it('of one priority are chosen in proportion to their weights', () => {
    const records = [record('heavy', 1, 3), record('light', 1, 1), record('zero', 1, 0)]
    const firsts = new Map<string, number>()
    for (let step = 0; step < 1_000; step++) {
      const order = srvOrder(records, () => step / 1_000)
      expect(new Set(order).size).toBe(3)
      const first = order[0]?.name ?? ''
      firsts.set(first, (firsts.get(first) ?? 0) + 1)
    }
    // The mark is one of 0 to 4: 0 is zero's, 1 is light's, 2 to 4 are heavy's.
    expect(Object.fromEntries(firsts)).toEqual({ zero: 200, light: 200, heavy: 600 })
  })
})
