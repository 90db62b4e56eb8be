import { createSocket, type Socket as DatagramSocket } from 'node:dgram'
import { once } from 'node:events'
import { createServer, type Server, type Socket } from 'node:net'
import { createServer as createTlsServer, type TlsOptions } from 'node:tls'
import { PeerMessage, responseText, type ResponseOptions } from './scripted-peer-message'
import { startWebSocketServer, type PeerWebSocket } from './scripted-peer-websocket'

export type PeerTransport = 'udp' | 'tcp' | 'tls' | 'ws' | 'wss'
type Endpoint = PeerMessage['source']
type RequestHandler = (request: PeerMessage) => void

export interface ScriptedPeerOptions {
  readonly transport: PeerTransport
  readonly host?: string
  readonly port?: number
  /** key, certificate and versions of a TLS or WSS peer */
  readonly tls?: TlsOptions
  /** what a WS or WSS peer agrees on instead of `sip`; false: it agrees on nothing */
  readonly subProtocol?: string | false
  /** RFC 3261 T1 of the peer, for what it repeats */
  readonly t1Ms?: number
}

/**
 * A SIP element that does what a test tells it to, over real sockets on loopback, and remembers what it saw. On UDP it
 * is a good citizen: it repeats its own requests and the final responses to INVITE, and answers a repeated request with
 * the response it gave before.
 */
export class ScriptedPeer {
  /** every message that arrived, also those that `loseIncoming` threw away afterwards */
  readonly received: PeerMessage[] = []
  answersPings = true
  loseIncoming: () => boolean = () => false
  loseOutgoing: () => boolean = () => false

  private readonly handlers = new Map<string, RequestHandler>()
  /** transactions of requests that were not lost */
  private readonly taken = new Set<string>()
  private readonly responses = new Map<string, string>()
  private readonly repeating = new Map<string, NodeJS.Timeout>()
  private readonly waiters = new Set<{
    matches: (message: PeerMessage) => boolean
    found: (message: PeerMessage) => void
  }>()
  private readonly connections = new Map<number, PeerConnection>()
  private readonly pingWaiters: ((lineEnds: string) => void)[] = []
  private requests = 0

  private constructor(
    private readonly options: ScriptedPeerOptions,
    private readonly datagrams: DatagramSocket | undefined,
    private readonly server: Server | undefined
  ) {}

  static async start(options: ScriptedPeerOptions): Promise<ScriptedPeer> {
    const host = options.host ?? '127.0.0.1'
    if (options.transport === 'udp') {
      const socket = createSocket({
        type: host.includes(':') ? 'udp6' : 'udp4',
        recvBufferSize: 1 << 20
      })
      const peer = new ScriptedPeer(options, socket, undefined)
      socket.on('message', (bytes, { address, port }) =>
        peer.arrive(bytes.toString(), { host: address, port })
      )
      socket.bind(options.port ?? 0, host)
      await once(socket, 'listening')
      return peer
    }
    const server = peerServer(options, {
      stream: (socket) => peer.accept(socket),
      webSocket: (socket) => peer.acceptWebSocket(socket)
    })
    const peer = new ScriptedPeer(options, undefined, server)
    server.listen(options.port ?? 0, host)
    await once(server, 'listening')
    return peer
  }

  get port(): number {
    if (this.datagrams) return this.datagrams.address().port
    const address = this.server?.address()
    return typeof address === 'object' && address ? address.port : 0
  }

  get host(): string {
    return this.options.host ?? '127.0.0.1'
  }

  get openConnections(): number {
    return this.connections.size
  }

  /** What to do with requests of a method; the last one given counts. */
  on(method: string, handler: RequestHandler): this {
    this.handlers.set(method, handler)
    return this
  }

  /** How many requests of a method arrived, not counting repetitions of the same transaction. */
  count(method: string): number {
    return this.requestsOf(method).length
  }

  /** One for each transaction: on a busy machine anything may be repeated (RFC 3261 §17.1). */
  requestsOf(method: string): readonly PeerMessage[] {
    const branches = new Set<string>()
    return this.arrivalsOf(method).filter(({ branch }) => {
      return branches.size < branches.add(branch).size
    })
  }

  /** The same with every repetition. */
  arrivalsOf(method: string): readonly PeerMessage[] {
    return this.received.filter((message) => message.statusCode === 0 && message.method === method)
  }

  /** The first request of a method that arrived. */
  first(method: string): PeerMessage {
    const [request] = this.requestsOf(method)
    if (!request) throw new Error(`no ${method} has arrived`)
    return request
  }

  /** The next message that matches, from now on. */
  next(matches: (message: PeerMessage) => boolean): Promise<PeerMessage> {
    return new Promise((found) => {
      this.waiters.add({ matches, found })
    })
  }

  /** The next keep-alive, CRLF or CRLF CRLF. */
  async nextPing(): Promise<void> {
    await this.nextLineEnds()
  }

  /** The same; resolves with the line ends, or nothing for a ping of a WebSocket. */
  nextLineEnds(): Promise<string> {
    return new Promise((found) => {
      this.pingWaiters.push(found)
    })
  }

  /** The next that begins a transaction: no repetition of one that was taken before. */
  nextRequest(method: string): Promise<PeerMessage> {
    return this.next((message) => {
      const isNew = message.statusCode === 0 && !this.taken.has(transactionKey(message))
      return isNew && message.method === method
    })
  }

  respond(request: PeerMessage, status: string, options?: ResponseOptions): void {
    const text = responseText(request, status, options)
    const key = transactionKey(request)
    if (!status.startsWith('100')) this.responses.set(key, text)
    this.send(text, request.source)
    // A 2xx is repeated whatever the transport (RFC 3261 §13.3.1.4), and ends with the ACK of its dialog.
    const isFinalToInvite = request.method === 'INVITE' && !status.startsWith('1')
    if (isFinalToInvite)
      this.repeat(`ack ${request.header('call-id')} ${request.cseq}`, text, request.source)
  }

  /** Sends a request of our own; resolves with its final response. */
  request(text: string, to: Endpoint): Promise<PeerMessage> {
    const branch = new PeerMessage(text, to).branch
    const final = this.next((message) => message.statusCode >= 200 && message.branch === branch)
    this.repeat(`response ${branch}`, text, to)
    this.send(text, to)
    return final
  }

  /** A fresh Via for `request`. */
  via(): string {
    const branch = `z9hG4bKpeer${++this.requests}`
    return `Via: SIP/2.0/${this.options.transport.toUpperCase()} ${uriHost(this.host)}:${this.port};branch=${branch}`
  }

  /** `<sip:host:port>`, for a Contact */
  get contact(): string {
    const { transport } = this.options
    const parameter = transport === 'wss' ? 'ws' : transport
    return `<sip:peer@${uriHost(this.host)}:${this.port};transport=${parameter}>`
  }

  send(text: string | Uint8Array, to: Endpoint): void {
    if (this.loseOutgoing()) return
    if (this.datagrams) this.datagrams.send(text, to.port, to.host)
    else this.connections.get(to.port)?.write(text)
  }

  /** The WebSockets that are open. */
  get webSockets(): readonly PeerWebSocket[] {
    return [...this.connections.values()].filter((one) => 'upgrade' in one)
  }

  /** Closes every connection; the peer goes on listening. */
  dropConnections(): void {
    for (const socket of this.connections.values()) socket.destroy()
  }

  async stop(): Promise<void> {
    for (const timer of this.repeating.values()) clearTimeout(timer)
    this.repeating.clear()
    this.dropConnections()
    if (this.datagrams) {
      this.datagrams.close()
      await once(this.datagrams, 'close')
    }
    if (this.server?.listening) {
      this.server.close()
      await once(this.server, 'close')
    }
  }

  private accept(socket: Socket): void {
    const { remoteAddress = '', remotePort = 0 } = socket
    this.connections.set(remotePort, socket)
    let buffered = ''
    socket
      .setEncoding('utf8')
      .on('error', () => {})
      .on('close', () => this.connections.delete(remotePort))
    socket.on('data', (chunk: string) => {
      buffered += chunk
      for (;;) {
        if (buffered.startsWith('\r\n')) {
          const ping = buffered.startsWith('\r\n\r\n')
          buffered = buffered.slice(ping ? 4 : 2)
          this.pinged(ping ? '\r\n\r\n' : '\r\n')
          if (this.answersPings) socket.write('\r\n')
          continue
        }
        const headEnd = buffered.indexOf('\r\n\r\n')
        const length = Number(/^content-length: *(\d+)/im.exec(buffered)?.[1] ?? 0)
        if (headEnd < 0 || buffered.length < headEnd + 4 + length) return
        const text = buffered.slice(0, headEnd + 4 + length)
        buffered = buffered.slice(text.length)
        this.arrive(text, { host: remoteAddress, port: remotePort })
      }
    })
  }

  private acceptWebSocket(socket: PeerWebSocket): void {
    const { host, port } = socket.remote
    this.connections.set(port, socket)
    socket.onClose(() => this.connections.delete(port))
    socket.onPing(() => this.pinged(''))
    socket.onMessage((text) => this.arrive(text, { host, port }))
  }

  private arrive(text: string, source: Endpoint): void {
    if (/^[\r\n]*$/.test(text)) {
      this.pinged(text)
      return
    }
    const message = new PeerMessage(text, source)
    this.received.push(message)
    if (this.loseIncoming()) return
    this.settle(message)
    for (const waiter of [...this.waiters]) {
      if (!waiter.matches(message)) continue
      this.waiters.delete(waiter)
      waiter.found(message)
    }
    if (message.statusCode > 0) return
    this.taken.add(transactionKey(message))
    const before = this.responses.get(transactionKey(message))
    if (before !== undefined) this.send(before, source)
    else this.handlers.get(message.method)?.(message)
  }

  private pinged(lineEnds: string): void {
    for (const found of this.pingWaiters.splice(0)) found(lineEnds)
  }

  /** Ends the repetition of what this message answers. */
  private settle(message: PeerMessage): void {
    if (message.method === 'ACK')
      this.stopRepeating(`ack ${message.header('call-id')} ${message.cseq}`)
    if (message.statusCode >= 200) this.stopRepeating(`response ${message.branch}`)
  }

  private repeat(
    key: string,
    text: string,
    to: Endpoint,
    intervalMs = this.options.t1Ms ?? 500
  ): void {
    this.stopRepeating(key)
    if (!this.datagrams) return
    this.repeating.set(
      key,
      setTimeout(() => {
        this.send(text, to)
        this.repeat(key, text, to, Math.min(intervalMs * 2, (this.options.t1Ms ?? 500) * 8))
      }, intervalMs)
    )
  }

  private stopRepeating(key: string): void {
    clearTimeout(this.repeating.get(key))
    this.repeating.delete(key)
  }
}

type PeerConnection = PeerWebSocket | Socket

function peerServer(
  { transport, tls = {}, subProtocol = 'sip' }: ScriptedPeerOptions,
  accept: { stream: (socket: Socket) => void; webSocket: (socket: PeerWebSocket) => void }
): Server {
  switch (transport) {
    case 'tls':
      return createTlsServer(tls, accept.stream)
    case 'ws':
      return startWebSocketServer({ subProtocol, accept: accept.webSocket })
    case 'wss':
      return startWebSocketServer({ tls, subProtocol, accept: accept.webSocket })
    default:
      return createServer(accept.stream)
  }
}

function transactionKey(request: PeerMessage): string {
  return `${request.method} ${request.branch}`
}

function uriHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host
}
