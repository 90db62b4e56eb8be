import type { IceServer, TurnOutcome } from '@contract/ipc/media-protocol'
import { hasRelay } from './gathered'

/** Error codes of the protocol; the browser has others of its own, e.g. 701 for no answer (W3C WebRTC §4.8.2). */
export const isResponse = (code: number): boolean => code >= 300 && code < 700

/** What became of a connection's TURN server, as far as the browser says. */
export class TurnWatch {
  readonly isWanted: boolean
  private refusal: TurnOutcome | null = null
  private told = ''

  constructor(
    private readonly connection: RTCPeerConnection,
    servers: readonly IceServer[],
    private readonly tell: (outcome: TurnOutcome) => void
  ) {
    this.isWanted = servers.some(({ url }) => isTurn(url))
    connection.addEventListener('icecandidateerror', ({ url, errorCode, errorText }) => {
      if (!isTurn(url) || !isResponse(errorCode)) return
      this.refusal = { kind: 'refused', statusCode: errorCode, reasonPhrase: errorText }
    })
  }

  /** What can come in time for an offer or answer has come: says what became of the server, unless it is the same again. */
  gathered(): void {
    if (!this.isWanted) return
    const outcome = this.outcome
    const text = JSON.stringify(outcome)
    if (text === this.told) return
    this.told = text
    this.tell(outcome)
  }

  private get outcome(): TurnOutcome {
    if (hasRelay(this.connection)) return { kind: 'relays' }
    return this.refusal ?? { kind: 'unreachable' }
  }
}

export function isTurn(url: string): boolean {
  return /^turns?:/.test(url)
}
