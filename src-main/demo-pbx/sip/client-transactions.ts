import type { Clock } from '../clock'
import { parseCSeq, parseVia } from './header-values'
import { formatSipMessage, headerOf, type SipRequest, type SipResponse } from './sip-message'
import { loopback, type Flow } from './sip-transport'
import { timerT1Ms, timerT2Ms, transactionLifetimeMs } from './timers'
import { freshToken, magicCookie } from './tokens'

interface Pending {
  close(): void
  onFinal(statusCode: number): void
}

/** The UAC side of RFC 3261 §17.1.2, for the requests a PBX sends within its dialogs: NOTIFY and BYE. */
export class ClientTransactions {
  private readonly byKey = new Map<string, Pending>()

  constructor(
    private readonly clock: Clock,
    private readonly localPort: () => number
  ) {}

  /** @param onFinal - is told the status code of the final response, 408 when there was none */
  send(request: SipRequest, flow: Flow, onFinal: (statusCode: number) => void): void {
    const branch = magicCookie + freshToken()
    const via = `SIP/2.0/${flow.protocol.toUpperCase()} ${loopback}:${this.localPort()};branch=${branch};rport`
    const text = formatSipMessage({
      ...request,
      headers: [{ name: 'Via', value: via }, ...request.headers]
    })
    const key = `${branch}|${request.method}`

    let stopRepeating = () => {}
    const repeatAfter = (intervalMs: number) => {
      stopRepeating = this.clock.after(intervalMs, () => {
        flow.send(text)
        repeatAfter(Math.min(intervalMs * 2, timerT2Ms))
      })
    }
    const stopWaiting = this.clock.after(transactionLifetimeMs, () => {
      this.finish(key, 408)
    })
    this.byKey.set(key, {
      onFinal,
      close: () => {
        stopRepeating()
        stopWaiting()
      }
    })
    flow.send(text)
    if (flow.protocol === 'udp') repeatAfter(timerT1Ms)
  }

  receive(response: SipResponse): void {
    if (response.statusCode < 200) return
    const branch = parseVia(headerOf(response, 'Via') ?? '')?.parameters.get('branch') ?? ''
    const method = parseCSeq(headerOf(response, 'CSeq') ?? '')?.method ?? ''
    this.finish(`${branch}|${method}`, response.statusCode)
  }

  close(): void {
    for (const pending of this.byKey.values()) pending.close()
    this.byKey.clear()
  }

  private finish(key: string, statusCode: number): void {
    const pending = this.byKey.get(key)
    this.byKey.delete(key)
    pending?.close()
    pending?.onFinal(statusCode)
  }
}
