import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'
import { isIPv4 } from 'node:net'

const bindingRequest = 0x0001
const bindingSuccess = 0x0101
const xorMappedAddress = 0x0020
const magicCookie = 0x2112a442

/** A documentation address (RFC 5737): no machine of a test has it, so every answer looks like a NAT. */
export const behindNat = '203.0.113.7'

/** A STUN server (RFC 8489) on loopback, while it answers at all. */
export class StunServer {
  answers = true

  private constructor(
    private readonly socket: Socket,
    seenAt: string | null
  ) {
    socket.on('message', (request, { port, address }: RemoteInfo) => {
      if (request.readUInt16BE(0) !== bindingRequest || !this.answers) return
      socket.send(answerTo(request, seenAt ?? address, port), port, address)
    })
  }

  /** @param seenAt - the address that it says it saw; null: the true one */
  static async open(seenAt: string | null = behindNat): Promise<StunServer> {
    const socket = createSocket('udp4')
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new StunServer(socket, seenAt)
  }

  get port(): number {
    return this.socket.address().port
  }

  close(): void {
    this.socket.close()
  }
}

/** RFC 8489 §5, with XOR-MAPPED-ADDRESS (§14.2) alone. */
function answerTo(request: Buffer, address: string, port: number): Buffer {
  if (!isIPv4(address)) throw new Error('an IPv4 socket hears IPv4 only')
  const answer = Buffer.alloc(32)
  answer.writeUInt16BE(bindingSuccess, 0)
  answer.writeUInt16BE(12, 2)
  request.copy(answer, 4, 4, 20)
  answer.writeUInt16BE(xorMappedAddress, 20)
  answer.writeUInt16BE(8, 22)
  answer.writeUInt16BE(1, 24)
  answer.writeUInt16BE(port ^ (magicCookie >>> 16), 26)
  const seen = Buffer.from(address.split('.').map(Number)).readUInt32BE(0)
  answer.writeUInt32BE((seen ^ magicCookie) >>> 0, 28)
  return answer
}
