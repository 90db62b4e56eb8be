import { once } from 'node:events'
import { connect, createServer, type AddressInfo } from 'node:net'
import { epochMs } from '../support/phone/clock'

/** Stands before a server and notes when each client came. What is said passes through unread. */
export interface AcceptedConnections {
  readonly port: number
  /** of the client that came last, epoch ms */
  lastAt(): number
  close(): void
}

export async function acceptBefore(host: string, port: number): Promise<AcceptedConnections> {
  let last = NaN
  const server = createServer((client) => {
    last = epochMs()
    const onward = connect(port, host)
    for (const [one, other] of [
      [client, onward],
      [onward, client]
    ] as const) {
      one.setNoDelay(true)
      one.on('error', () => {})
      one.once('close', () => other.destroy())
      one.pipe(other)
    }
  })
  server.listen(0, host)
  await once(server, 'listening')
  return {
    port: (server.address() as AddressInfo).port,
    lastAt: () => last,
    close: () => void server.close()
  }
}
