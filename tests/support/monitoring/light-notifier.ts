import { createSocket, type RemoteInfo, type Socket } from 'node:dgram'
import { once } from 'node:events'

interface Watcher {
  readonly extension: string
  readonly source: RemoteInfo
  /** To and From of the dialog, seen from here, and the rest that every NOTIFY repeats */
  readonly head: string
  readonly target: string
  cseq: number
  version: number
}

const repeatAfterMs = 500

/**
 * A registrar and notifier over UDP that does as little as SIP allows, so that thousands of subscriptions cost the other
 * side and not this one. Everybody may register and watch; a NOTIFY that is not answered is sent again.
 */
export class LightNotifier {
  /** how many SUBSCRIBEs came, and when (ms of `performance.now()`) */
  readonly arrivals: number[] = []
  /** NOTIFYs that were answered */
  answered = 0
  private readonly watchers = new Map<string, Watcher>()
  private readonly pending = new Map<string, NodeJS.Timeout>()
  private branches = 0

  private constructor(private readonly socket: Socket) {
    socket.on('message', (bytes, source) => {
      this.arrive(bytes.toString('latin1'), source)
    })
  }

  static async start(): Promise<LightNotifier> {
    const socket = createSocket({ type: 'udp4', recvBufferSize: 1 << 22, sendBufferSize: 1 << 22 })
    socket.bind(0, '127.0.0.1')
    await once(socket, 'listening')
    return new LightNotifier(socket)
  }

  get port(): number {
    return this.socket.address().port
  }

  get watched(): readonly string[] {
    return [...this.watchers.keys()]
  }

  /** Tells a call of an extension, or that it is over. @param remoteName - who is on the other side */
  tell(extension: string, state: 'confirmed' | 'terminated', remoteName: string): void {
    const watcher = this.watchers.get(extension)
    if (watcher) this.notify(watcher, state, remoteName)
  }

  async stop(): Promise<void> {
    for (const timer of this.pending.values()) clearTimeout(timer)
    this.pending.clear()
    this.socket.close()
    await once(this.socket, 'close')
  }

  private arrive(text: string, source: RemoteInfo): void {
    if (text.startsWith('SIP/2.0 ')) this.settle(header(text, 'Via'))
    else if (text.startsWith('REGISTER ')) {
      const contact = header(text, 'Contact')
      const seconds = header(text, 'Expires') === '0' ? 0 : 300
      this.respond(text, source, [`Contact: ${contact};expires=${String(seconds)}`])
    } else if (text.startsWith('SUBSCRIBE ')) this.subscribe(text, source)
    else this.respond(text, source, [])
  }

  private subscribe(text: string, source: RemoteInfo): void {
    this.arrivals.push(performance.now())
    const to = header(text, 'To')
    const tagged = to.includes(';tag=') ? to : `${to};tag=n`
    this.respond(text, source, ['Expires: 300', `Contact: <sip:127.0.0.1:${String(this.port)}>`])
    const extension = /sip:([^@>]+)@/.exec(to)?.[1] ?? ''
    const watcher: Watcher = this.watchers.get(extension) ?? {
      extension,
      source,
      head: [
        'Max-Forwards: 70',
        `From: ${tagged}`,
        `To: ${header(text, 'From')}`,
        `Call-ID: ${header(text, 'Call-ID')}`,
        `Contact: <sip:127.0.0.1:${String(this.port)}>`,
        'Event: dialog',
        'Subscription-State: active;expires=300',
        'Content-Type: application/dialog-info+xml'
      ].join('\r\n'),
      target: /<([^>]+)>/.exec(header(text, 'Contact'))?.[1] ?? '',
      cseq: 0,
      version: 0
    }
    this.watchers.set(extension, watcher)
    this.notify(watcher, 'terminated', '')
  }

  private notify(watcher: Watcher, state: string, remoteName: string): void {
    const { extension, source, head, target } = watcher
    const branch = `z9hG4bK${String(++this.branches)}`
    const body = `<?xml version="1.0"?>\r\n<dialog-info xmlns="urn:ietf:params:xml:ns:dialog-info" version="${String(watcher.version++)}" state="full" entity="sip:${extension}@127.0.0.1">\r\n<dialog id="c${extension}" call-id="x${extension}" direction="recipient"><state>${state}</state><remote><identity display="${remoteName}">sip:+15550100@127.0.0.1</identity><target uri="sip:+15550100@127.0.0.1"/></remote><local><identity>sip:${extension}@127.0.0.1</identity></local></dialog>\r\n</dialog-info>\r\n`
    const text = `NOTIFY ${target} SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:${String(this.port)};branch=${branch}\r\nCSeq: ${String(++watcher.cseq)} NOTIFY\r\n${head}\r\nContent-Length: ${String(body.length)}\r\n\r\n${body}`
    const send = () => {
      this.socket.send(text, source.port, source.address)
    }
    send()
    this.pending.set(branch, setInterval(send, repeatAfterMs))
  }

  private settle(via: string): void {
    const branch = /;branch=([^;,]+)/.exec(via)?.[1] ?? ''
    const timer = this.pending.get(branch)
    if (!timer) return
    clearInterval(timer)
    this.pending.delete(branch)
    this.answered += 1
  }

  private respond(text: string, source: RemoteInfo, headers: readonly string[]): void {
    const via = header(text, 'Via').replace(/;rport(?=;|$)/, `;rport=${String(source.port)}`)
    const to = header(text, 'To')
    const lines = [
      'SIP/2.0 200 OK',
      `Via: ${via}`,
      `From: ${header(text, 'From')}`,
      `To: ${to.includes(';tag=') ? to : `${to};tag=n`}`,
      `Call-ID: ${header(text, 'Call-ID')}`,
      `CSeq: ${header(text, 'CSeq')}`,
      ...headers,
      'Content-Length: 0'
    ]
    this.socket.send(`${lines.join('\r\n')}\r\n\r\n`, source.port, source.address)
  }
}

function header(text: string, name: string): string {
  const from = text.indexOf(`\r\n${name}: `)
  if (from < 0) return ''
  const start = from + name.length + 4
  return text.slice(start, text.indexOf('\r\n', start))
}
