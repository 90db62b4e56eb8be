import { createSocket, type Socket } from 'node:dgram'
import { isIPv6 } from 'node:net'
import { once } from 'node:events'
import type { TransportAddress } from '../message/via'
import { systemRouteSource } from './route-source'
import type { SipTransport, TransportOptions } from './sip-transport'

/** A datagram of line ends and zeroes only: a keep-alive, which PortaSIP sends too. */
const keepAlive = /^[\r\n\0]*$/

/** Our address or the way to the PBX is gone. Linux says EINVAL when an address that a socket is bound to goes. */
const noWay = new Set([
  'EADDRNOTAVAIL',
  'EHOSTUNREACH',
  'EINVAL',
  'ENETDOWN',
  'ENETUNREACH',
  'ENODEV'
])

/** SIP over UDP (RFC 3261 §18.1, §18.2). */
export async function openUdpTransport(options: TransportOptions): Promise<SipTransport> {
  const { remote, localAddress, listener, timers } = options
  const socket = createSocket(isIPv6(remote.host) ? 'udp6' : 'udp4')
  try {
    // Bound to the address of the route, so that Via, Contact and SDP say where answers can come to.
    socket.bind(0, localAddress ?? (await systemRouteSource(remote)))
    await once(socket, 'listening')
  } catch (error) {
    socket.close()
    throw error
  }

  let open = true
  const keepAliveTimer = setInterval(() => {
    sendDatagram(socket, '\r\n\r\n', remote).catch(loseIfGone)
  }, timers.keepAliveMs)
  const close = () => {
    if (!open) return false
    open = false
    clearInterval(keepAliveTimer)
    socket.close()
    return true
  }

  const loseIfGone = (error: NodeJS.ErrnoException) => {
    if (noWay.has(error.code ?? '') && close()) listener.onLost(error)
  }

  socket.on('message', (bytes, { address, port }) => {
    if (bytes.length <= 4 && keepAlive.test(bytes.toString('latin1'))) return
    listener.onMessage(bytes, { host: address, port })
  })
  socket.on('error', (error) => {
    if (close()) listener.onLost(error)
  })
  const { address, port } = socket.address()
  return {
    protocol: 'UDP',
    reliable: false,
    local: { host: address, port },
    async send(message, destination) {
      if (!open) throw new Error('the socket is closed')
      const sent = sendDatagram(socket, message, destination)
      if (destination.host === remote.host) sent.catch(loseIfGone)
      await sent
    },
    close: () => void close()
  }
}

function sendDatagram(socket: Socket, message: string, { host, port }: TransportAddress) {
  return new Promise<void>((resolve, reject) => {
    socket.send(message, port, host, (error) => {
      if (error) reject(error)
      else resolve()
    })
  })
}
