import { createHash, randomBytes } from 'node:crypto'
import {
  headersOf,
  type SipHeader,
  type SipResponse
} from '../../../src-main/demo-pbx/sip/sip-message'

export interface Credentials {
  readonly user: string
  readonly password: string
}

interface Challenge {
  readonly header: 'Authorization' | 'Proxy-Authorization'
  readonly algorithm: 'MD5' | 'SHA-256'
  readonly parameters: ReadonlyMap<string, string>
}

const hashes = { MD5: 'md5', 'SHA-256': 'sha256' } as const

/**
 * Answers the challenges of a 401 or 407 (RFC 8760 §2.4: of several, the strongest that we know).
 *
 * @returns undefined when nothing in it can be answered
 */
export function digestAnswer(
  challenged: SipResponse,
  method: string,
  uri: string,
  credentials: Credentials
): SipHeader | undefined {
  const challenges = challengesOf(challenged)
  const challenge = challenges.find(({ algorithm }) => algorithm === 'SHA-256') ?? challenges[0]
  if (!challenge) return undefined
  return { name: challenge.header, value: authorization(challenge, method, uri, credentials) }
}

function challengesOf(response: SipResponse): readonly Challenge[] {
  const [name, header] =
    response.statusCode === 401
      ? (['WWW-Authenticate', 'Authorization'] as const)
      : (['Proxy-Authenticate', 'Proxy-Authorization'] as const)
  return headersOf(response, name).flatMap((value) => {
    const parameters = parametersOf(value)
    const algorithm = (parameters.get('algorithm') ?? 'MD5').toUpperCase()
    return algorithm === 'MD5' || algorithm === 'SHA-256' ? [{ header, algorithm, parameters }] : []
  })
}

function parametersOf(value: string): ReadonlyMap<string, string> {
  const found = value.matchAll(/([a-z-]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s,]+))/gi)
  return new Map(
    Array.from(found, ([, name = '', quoted, bare]) => [
      name.toLowerCase(),
      quoted?.replace(/\\(.)/g, '$1') ?? bare ?? ''
    ])
  )
}

/** RFC 2617 §3.2.2 with `qop=auth`, or without where the server asks for none. */
function authorization(
  { algorithm, parameters }: Challenge,
  method: string,
  uri: string,
  { user, password }: Credentials
): string {
  const hash = (...parts: string[]) =>
    createHash(hashes[algorithm]).update(parts.join(':')).digest('hex')
  const realm = parameters.get('realm') ?? ''
  const nonce = parameters.get('nonce') ?? ''
  const opaque = parameters.get('opaque')
  const ha1 = hash(user, realm, password)
  const ha2 = hash(method, uri)
  const cnonce = randomBytes(8).toString('hex')
  const offersAuth = /(?:^|[\s,])auth(?:[\s,]|$)/.test(parameters.get('qop') ?? '')
  const response = offersAuth
    ? hash(ha1, nonce, '00000001', cnonce, 'auth', ha2)
    : hash(ha1, nonce, ha2)
  return [
    `Digest username="${user}"`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${uri}"`,
    `response="${response}"`,
    `algorithm=${algorithm}`,
    ...(offersAuth ? ['qop=auth', 'nc=00000001', `cnonce="${cnonce}"`] : []),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`])
  ].join(', ')
}
