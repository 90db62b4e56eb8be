import { KeepAlive } from './keep-alive'
import type { SipTransport, TransportOptions } from './sip-transport'

/** A PBX that reads nothing for so long is gone, whatever TCP believes. */
const mostUnsentBytes = 1024 * 1024
/** How long a connection that we close may take to say good-bye. */
const closeTimeoutMs = 1_000

/** What is connected: how it is written to, and how it ends. */
export interface ConnectionParts extends Pick<SipTransport, 'protocol' | 'local'> {
  ping(): void
  write(message: string, written: (error?: Error | null) => void): void
  unsentBytes(): number
  /** What was written last still leaves, if the other side reads. */
  end(): void
  destroy(): void
}

/** A connection as a transport (RFC 3261 §18.3): kept alive and watched (RFC 5626 §3.5.1), lost or closed once. */
export class Connection implements SipTransport {
  readonly protocol: SipTransport['protocol']
  readonly local: SipTransport['local']
  readonly reliable = true
  private open = true
  private readonly keepAlive: KeepAlive

  constructor(
    private readonly parts: ConnectionParts,
    private readonly options: Pick<TransportOptions, 'remote' | 'listener' | 'timers'>
  ) {
    this.protocol = parts.protocol
    this.local = parts.local
    this.keepAlive = new KeepAlive({
      timers: options.timers,
      ping: () => parts.ping(),
      onSilence: () => this.lose(new Error('no answer to keep-alive'))
    })
  }

  get isOpen(): boolean {
    return this.open
  }

  /** One whole message has arrived. */
  received(message: Uint8Array): void {
    this.options.listener.onMessage(message, this.options.remote)
  }

  pong(): void {
    this.keepAlive.pong()
  }

  lose(error: Error): void {
    this.parts.destroy()
    if (this.shut()) this.options.listener.onLost(error)
  }

  send(message: string): Promise<void> {
    if (!this.open) return Promise.reject(new Error('the connection is closed'))
    if (this.parts.unsentBytes() > mostUnsentBytes) this.lose(new Error('the PBX does not read'))
    return new Promise((resolve, reject) => {
      this.parts.write(message, (error) => {
        if (error) reject(error)
        else resolve()
      })
    })
  }

  close(): void {
    if (!this.shut()) return
    this.parts.end()
    setTimeout(() => this.parts.destroy(), closeTimeoutMs).unref()
  }

  /** @returns false when it was not open any more */
  private shut(): boolean {
    if (!this.open) return false
    this.open = false
    this.keepAlive.stop()
    return true
  }
}
