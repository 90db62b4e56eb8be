import { createHash } from 'node:crypto'

/** A SIP message as the scripted peer sees it. It shares no code with the product, so that neither hides the other's mistakes. */
export class PeerMessage {
  readonly headers: readonly (readonly [string, string])[]
  readonly body: string
  readonly startLine: string

  constructor(
    readonly raw: string,
    /** port of the sender, to answer to */
    readonly source: { readonly host: string; readonly port: number }
  ) {
    const headEnd = raw.indexOf('\r\n\r\n')
    const [startLine = '', ...lines] = raw.slice(0, headEnd).split('\r\n')
    this.startLine = startLine
    this.headers = lines.map((line) => {
      const colon = line.indexOf(':')
      return [line.slice(0, colon).trim().toLowerCase(), line.slice(colon + 1).trim()] as const
    })
    this.body = raw.slice(headEnd + 4)
  }

  /** 0 for a request */
  get statusCode(): number {
    return Number(/^SIP\/2\.0 (\d+)/.exec(this.startLine)?.[1] ?? 0)
  }

  get method(): string {
    return this.header('cseq').split(' ')[1] ?? ''
  }

  get requestUri(): string {
    return this.startLine.split(' ')[1] ?? ''
  }

  get branch(): string {
    return /;branch=([^;]+)/.exec(this.header('via'))?.[1] ?? ''
  }

  get cseq(): number {
    return Number(this.header('cseq').split(' ')[0])
  }

  /** the first value, or an empty string */
  header(name: string): string {
    return this.headers.find(([key]) => key === name)?.[1] ?? ''
  }

  all(name: string): readonly string[] {
    return this.headers.filter(([key]) => key === name).map(([, value]) => value)
  }

  /** a parameter of a header value, e.g. the tag of To */
  parameter(header: string, name: string): string | undefined {
    return new RegExp(`[;,\\s]${name}="?([^;,"\\s>]+)"?`, 'i').exec(this.header(header))?.[1]
  }

  /** the URI between the angle brackets of Contact */
  get contactUri(): string {
    return /<([^>]+)>/.exec(this.header('contact'))?.[1] ?? ''
  }
}

export interface ResponseOptions {
  readonly headers?: readonly string[]
  readonly contentType?: string
  readonly body?: string
  readonly toTag?: string
}

/** The text of a response, with what RFC 3261 §8.2.6.2 has it copy from the request. */
export function responseText(
  request: PeerMessage,
  status: string,
  { headers = [], body = '', contentType, toTag = 'peer' }: ResponseOptions = {}
): string {
  const { host, port } = request.source
  const vias = request
    .all('via')
    .map((via) => via.replace(/;rport(?=;|$)/, `;rport=${port};received=${host}`))
  const to = request.header('to')
  const tagged = /;tag=/.test(to) || status.startsWith('100') ? to : `${to};tag=${toTag}`
  return [
    `SIP/2.0 ${status}`,
    ...vias.map((via) => `Via: ${via}`),
    `From: ${request.header('from')}`,
    `To: ${tagged}`,
    `Call-ID: ${request.header('call-id')}`,
    `CSeq: ${request.header('cseq')}`,
    ...headers,
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    `Content-Length: ${Buffer.byteLength(body)}`,
    '',
    body
  ].join('\r\n')
}

/** The challenge that a peer sends, and whether an answer to it is right (RFC 7616 §3.4), computed on its own. */
export interface PeerChallenge {
  readonly algorithm: 'MD5' | 'SHA-256' | 'SHA-512-256'
  readonly realm: string
  readonly nonce: string
  readonly qop?: string
  readonly stale?: boolean
}

export function challengeValue({ algorithm, realm, nonce, qop, stale }: PeerChallenge): string {
  const parts = [`realm="${realm}"`, `nonce="${nonce}"`, `algorithm=${algorithm}`, 'opaque="op"']
  if (qop !== undefined) parts.push(`qop=${qop}`)
  if (stale) parts.push('stale=true')
  return `Digest ${parts.join(', ')}`
}

const hashNames = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const

export function answersChallenge(
  value: string,
  method: string,
  requestUri: string,
  challenge: PeerChallenge,
  { username, password }: { username: string; password: string }
): boolean {
  const field = (name: string) => new RegExp(`[ ,]${name}="?([^",]+)"?`).exec(value)?.[1] ?? ''
  const hash = (text: string) =>
    createHash(hashNames[challenge.algorithm]).update(text).digest('hex')
  const ha1 = hash(`${username}:${challenge.realm}:${password}`)
  const ha2 = hash(`${method}:${requestUri}`)
  const middle =
    challenge.qop === undefined
      ? challenge.nonce
      : `${challenge.nonce}:${field('nc')}:${field('cnonce')}:auth`
  return (
    field('uri') === requestUri &&
    field('nonce') === challenge.nonce &&
    field('username') === username &&
    field('response') === hash(`${ha1}:${middle}:${ha2}`)
  )
}
