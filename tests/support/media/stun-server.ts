import { createSocket, type Socket } from 'node:dgram'
import { once } from 'node:events'

const bindingRequest = 0x0001
const bindingSuccess = 0x0101
const xorMappedAddress = 0x0020
const magicCookie = 0x2112a442

/** A documentation address (RFC 5737): no machine of a test has it, so every answer looks like a NAT. */
const seen = [203, 0, 113, 7]
export const seenByStun = seen.join('.')

/** A STUN server (RFC 8489) on loopback that says it saw everybody at `seenByStun`, while it answers at all. */
export class StunServer {
  answers = true
  asked = 0

  private constructor(private readonly socket: Socket) {
    socket.on('message', (request, { port, address }) => {
      if (request.readUInt16BE(0) !== bindingRequest) return
      this.asked += 1
      if (this.answers) socket.send(answerTo(request, port), port, address)
    })
  }

  static async open(answers = true): Promise<StunServer> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    const server = new StunServer(socket)
    server.answers = answers
    return server
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }
}

/** RFC 8489 §6.3.1, with XOR-MAPPED-ADDRESS (§14.2) alone. */
function answerTo(request: Buffer, port: number): Buffer {
  const answer = Buffer.alloc(32)
  answer.writeUInt16BE(bindingSuccess, 0)
  answer.writeUInt16BE(12, 2)
  request.copy(answer, 4, 4, 20)
  answer.writeUInt16BE(xorMappedAddress, 20)
  answer.writeUInt16BE(8, 22)
  answer.writeUInt16BE(1, 24)
  answer.writeUInt16BE(port ^ (magicCookie >>> 16), 26)
  answer.writeUInt32BE((Buffer.from(seen).readUInt32BE(0) ^ magicCookie) >>> 0, 28)
  return answer
}
