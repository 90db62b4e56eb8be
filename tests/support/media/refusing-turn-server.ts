import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

const allocateRequest = 0x0003
const allocateError = 0x0113
const errorCode = 0x0009
const realm = 0x0014
const nonce = 0x0015

/** A TURN server (RFC 8656) on loopback that knows nobody: whoever asks is asked for a password, whatever it was. */
export class RefusingTurnServer {
  private constructor(private readonly socket: Socket) {
    socket.on('message', (request, { port, address }) => {
      const answer = turnRefusal(request)
      if (answer) socket.send(answer, port, address)
    })
  }

  static async open(): Promise<RefusingTurnServer> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new RefusingTurnServer(socket)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }
}

/** 401 for whoever wants an address, with what the long-term mechanism needs (RFC 8489 §9.2.4). */
export function turnRefusal(request: Buffer): Buffer | null {
  if (request.readUInt16BE(0) !== allocateRequest) return null
  const attributes = Buffer.concat([
    attribute(errorCode, Buffer.concat([Buffer.from([0, 0, 4, 1]), Buffer.from('Unauthorized')])),
    attribute(realm, Buffer.from('lab!')),
    attribute(nonce, Buffer.from('once'))
  ])
  const header = Buffer.alloc(20)
  header.writeUInt16BE(allocateError, 0)
  header.writeUInt16BE(attributes.length, 2)
  request.copy(header, 4, 4, 20)
  return Buffer.concat([header, attributes])
}

/** @param value - a multiple of four bytes: nothing is padded (RFC 8489 §14) */
function attribute(type: number, value: Buffer): Buffer {
  const head = Buffer.alloc(4)
  head.writeUInt16BE(type, 0)
  head.writeUInt16BE(value.length, 2)
  return Buffer.concat([head, value])
}
