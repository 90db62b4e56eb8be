/** A message of RFC 4475, and what becomes of it here. */
export interface TortureMessage {
  /** the name that the RFC gives its file */
  readonly name: string
  readonly section: string
  readonly octets: Buffer
  /** what is read of it; null when it is dropped as no SIP message, which is always safe */
  readonly read: TortureReading | null
  /**
   * The status that the PBX gets over UDP, null for silence. 486 is what every call gets from an account that nobody
   * answers.
   */
  readonly answer: number | null
}

export interface TortureReading {
  readonly method: string
  readonly statusCode?: number
  readonly callId: string
  readonly branch: string
  readonly fromTag: string
  readonly toTag?: string
  /** the datagram is shorter than Content-Length says */
  readonly truncated?: true
}

export function octetsOf(lines: readonly string[], body: Buffer | string = ''): Buffer {
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`), Buffer.from(body)])
}

/** The session description that most of the messages carry. */
export function sdpFrom(address: string, session = ['s=-'], time = ['t=0 0']): string {
  return [
    'v=0',
    `o=mhandley 29739 7272939 IN IP4 ${address}`,
    ...session,
    `c=IN IP4 ${address}`,
    ...time,
    'm=audio 49217 RTP/AVP 0 12',
    'm=video 3227 RTP/AVP 31',
    'a=rtpmap:31 LPC',
    ''
  ].join('\r\n')
}
