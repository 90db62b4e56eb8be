import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { Resolver } from 'node:dns/promises'
import type { SrvRecord } from 'node:dns'

const typeSrv = 33
const nameError = 3

/** A DNS server on loopback that knows SRV records and nothing else (RFC 1035 §4, RFC 2782). */
export class FakeSrvServer {
  readonly asked: string[] = []

  private constructor(
    private readonly socket: Socket,
    private readonly records: ReadonlyMap<string, readonly SrvRecord[]>
  ) {
    socket.on('message', (query, { port, address }) => {
      socket.send(this.answer(query), port, address)
    })
  }

  static async start(records: Readonly<Record<string, readonly SrvRecord[]>>) {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new FakeSrvServer(socket, new Map(Object.entries(records)))
  }

  /** A resolver that asks this server. */
  resolver(): Resolver {
    const resolver = new Resolver({ timeout: 1_000, tries: 1 })
    resolver.setServers([`127.0.0.1:${this.socket.address().port}`])
    return resolver
  }

  stop(): void {
    this.socket.close()
  }

  private answer(query: Buffer): Buffer {
    const labels: string[] = []
    let at = 12
    for (let length = query[at] ?? 0; length > 0; length = query[at] ?? 0) {
      labels.push(query.toString('latin1', at + 1, at + 1 + length))
      at += 1 + length
    }
    const question = query.subarray(12, at + 5)
    const name = labels.join('.').toLowerCase()
    this.asked.push(name)
    const known = query.readUInt16BE(at + 1) === typeSrv ? this.records.get(name) : undefined
    const answers = (known ?? []).map(answerOf)
    const header = Buffer.alloc(12)
    header.writeUInt16BE(query.readUInt16BE(0), 0)
    header.writeUInt16BE(0x8580 | (known ? 0 : nameError), 2)
    header.writeUInt16BE(1, 4)
    header.writeUInt16BE(answers.length, 6)
    return Buffer.concat([header, question, ...answers])
  }
}

/** The name is a pointer to the question. */
function answerOf({ priority, weight, port, name }: SrvRecord): Buffer {
  const target = Buffer.concat([
    ...name.split('.').map((label) => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0])
  ])
  const head = Buffer.alloc(18)
  head.writeUInt16BE(0xc00c, 0)
  head.writeUInt16BE(typeSrv, 2)
  head.writeUInt16BE(1, 4)
  head.writeUInt32BE(60, 6)
  head.writeUInt16BE(6 + target.length, 10)
  head.writeUInt16BE(priority, 12)
  head.writeUInt16BE(weight, 14)
  head.writeUInt16BE(port, 16)
  return Buffer.concat([head, target])
}
