interface DigitsSent {
  readonly sent: boolean
  readonly firstPacketAt: number
}

const longestHandshakeMs = 5_000
const mostLateMs = 2_000
const notSent: DigitsSent = { sent: false, firstPacketAt: 0 }

/** Sends strings of digits as telephone-events of the browser, one string after the other. Silence is enough to carry them. */
export class DirectDigits {
  private queue: Promise<unknown> = Promise.resolve()
  private abandon: (() => void) | null = null
  private closed = false

  constructor(private readonly sender: () => RTCRtpSender | undefined) {}

  /**
   * Resolves when the last event and the gap after it are over. `firstPacketAt` is when the browser began the first event,
   * whose packet leaves with the next frame of 20 ms.
   */
  send(digits: string, durationMs: number, gapMs: number): Promise<DigitsSent> {
    const sending = this.queue
      .then(() => this.untilPossible())
      .then((dtmf) => (dtmf ? this.sendNow(dtmf, digits, durationMs, gapMs) : notSent))
    this.queue = sending
    return sending
  }

  close(): void {
    this.closed = true
    this.abandon?.()
  }

  /** The call may be answered a moment before its DTLS handshake is over, and no event tells when digits can be sent. */
  private async untilPossible(): Promise<RTCDTMFSender | null> {
    const from = performance.now()
    while (!this.closed) {
      const { dtmf } = this.sender() ?? {}
      if (dtmf?.canInsertDTMF) return dtmf
      if (performance.now() - from > longestHandshakeMs) break
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
    return null
  }

  private sendNow(
    dtmf: RTCDTMFSender,
    digits: string,
    durationMs: number,
    gapMs: number
  ): Promise<DigitsSent> {
    return new Promise((resolve) => {
      // A sender that sends nothing at all says that it can, and then nothing is heard of it.
      const late = setTimeout(
        () => settle(notSent),
        digits.length * (durationMs + gapMs) + mostLateMs
      )
      const settle = (outcome: DigitsSent) => {
        clearTimeout(late)
        dtmf.ontonechange = null
        this.abandon = null
        resolve(outcome)
      }
      let firstPacketAt = 0
      this.abandon = () => settle(notSent)
      // Each event names the digit that begins, and the last one none (W3C WebRTC §7.3).
      dtmf.ontonechange = ({ tone }) => {
        firstPacketAt ||= performance.timeOrigin + performance.now()
        if (tone === '') settle({ sent: true, firstPacketAt })
      }
      try {
        dtmf.insertDTMF(digits, durationMs, gapMs)
      } catch {
        settle(notSent)
      }
    })
  }
}
