/** What two sides agreed on, as an answer says it. */
export interface Agreed {
  readonly codec: string
  readonly clockRate: number
  /** `none` is plain RTP; SDES by its suite */
  readonly encryption: string
  /** the clock of telephone-events in Hz; null when there are none */
  readonly eventClockRate: number | null
}

/** Formats that need no rtpmap (RFC 3551 §6). */
const staticFormats: Readonly<Record<string, string>> = {
  0: 'PCMU/8000',
  8: 'PCMA/8000',
  9: 'G722/8000'
}

export function agreedIn(answer: string): Agreed {
  const [, profile = '', formats = ''] = /^m=audio \d+ (\S+) (.*)$/m.exec(answer) ?? []
  const named = new Map(
    Array.from(answer.matchAll(/^a=rtpmap:(\d+) (\S+)/gm), ([, type = '', name = '']) => [
      type,
      name
    ])
  )
  const [inUse = ''] = formats.trim().split(' ')
  const [codec = '', clockRate] = (named.get(inUse) ?? staticFormats[inUse] ?? '').split('/')
  const clocks = [...named.values()]
    .filter((name) => name.toLowerCase().startsWith('telephone-event/'))
    .map((name) => name.split('/')[1])
  const [, suite = 'none'] = /^a=crypto:\d+ (\S+)/m.exec(answer) ?? []
  const eventClock = clocks.find((clock) => clock === clockRate) ?? clocks[0]
  return {
    codec,
    clockRate: Number(clockRate),
    encryption: profile.startsWith('UDP/TLS/') ? 'DTLS' : suite,
    eventClockRate: eventClock === undefined ? null : Number(eventClock)
  }
}
