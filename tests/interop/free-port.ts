import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer } from 'node:net'
import type { AddressInfo } from 'node:net'

/** A port of an address of this machine that is free for UDP and for TCP at this moment. */
export async function freeSipPort(host = '127.0.0.1'): Promise<number> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const server = createServer().listen(0, host)
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    const udpIsFree = await canBindUdp(host, port)
    server.close()
    await once(server, 'close')
    if (udpIsFree) return port
  }
  throw new Error(`no port of ${host} is free for both UDP and TCP`)
}

async function canBindUdp(host: string, port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  return new Promise((resolve) => {
    socket.once('error', () => resolve(false))
    socket.bind(port, host, () => socket.close(() => resolve(true)))
  })
}
