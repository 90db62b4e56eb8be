import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { digestResponse } from '../../../src-main/sip/digest/digest-response'
import { redactMessage } from '../../../src-main/diagnostics/redact-message'

const message = (lines: readonly string[], body = '', first = 'INVITE sip:*90744@pbx SIP/2.0') =>
  [first, 'Call-ID: c1', ...lines, `Content-Length: ${Buffer.byteLength(body)}`, '', body].join(
    '\r\n'
  )

const redactedLine = (line: string) =>
  redactMessage(message([line]))
    .split('\r\n')
    .slice(2, -3)
    .join('\r\n')

const hexText = (length: number) =>
  fc.string({
    unit: fc.constantFrom(...Array.from('0123456789abcdef')),
    minLength: length,
    maxLength: length
  })
/** long enough not to occur by chance, and not made of what masks are made of */
const secretText = fc.string({
  unit: fc.constantFrom(...Array.from('abcdefgABCDEFG0123456789+/')),
  minLength: 10,
  maxLength: 40
})

describe('the header fields of a traced message', () => {
  it.each([
    [
      'Authorization: Digest username="adam", realm="pbx", nonce="abc", uri="sip:pbx", response="0f", algorithm=MD5, qop=auth, nc=00000001, cnonce="9"',
      'Authorization: Digest username="axxx", realm="pbx", nonce="xxx", uri="sip:pbx", response="xx", algorithm=MD5, qop=auth, nc=00000001, cnonce="x"'
    ],
    [
      'PROXY-authorization : Digest realm=pbx,response=abc, ha1="secret"',
      'PROXY-authorization : Digest realm=pbx,response=xxx, xxx="xxxxxx"'
    ],
    [
      'WWW-Authenticate: Digest realm="a \\" b", nonce="n1", opaque="o", stale=true',
      'WWW-Authenticate: Digest realm="a \\" b", nonce="xx", opaque="x", stale=true'
    ],
    ['Authorization: Basic YWRhbTpzZWNyZXQ=', 'Authorization: xxxxx xxxxxxxxxxxxxxx='],
    ['Authorization: Bearer eyJhbGciOi.J9', 'Authorization: xxxxxx xxxxxxxxxxxxx'],
    [
      'Authorization: Digest realm="pbx",\r\n response="abc"',
      'Authorization: Digest realm="pbx",\r\n response="xxx"'
    ],
    ['Authorization:\r\n\tDigest response="abc', 'Authorization:\r\n\tDigest response="xxx'],
    [
      'Authentication-Info: nextnonce="abc", qop=auth',
      'Authentication-Info: nextnonce="xxx", qop=auth'
    ],
    ['X-Auth-Token: abc', 'X-Auth-Token:xxxx'],
    ['X-Anything: password="a b", x=1', 'X-Anything: password=xxxxx, x=1'],
    ['Contact: <sip:adam:guess@pbx:5060;ob>', 'Contact: <sip:adam:xxxxx@pbx:5060;ob>'],
    [
      'Refer-To: <sip:a@b?Authorization=Digest%20x>',
      'Refer-To: <sip:a@b?Authorization=xxxxxxxxxx>'
    ],
    ['Alert-Info: <http://me:secret@pbx/tone.wav>', 'Alert-Info: <http://me:xxxxxx@pbx/tone.wav>'],
    ['a line that is no header', 'xxxxxxxxxxxxxxxxxxxxxxxx']
  ])('%s', (line, redacted) => {
    expect(redactedLine(line)).toBe(redacted)
  })

  it.each([
    'From: "Adam" <sip:adam@pbx>;tag=x',
    'Via: SIP/2.0/UDP [2001:db8::1]:5060;branch=z9hG4bKnonce;rport',
    'P-Asserted-Identity: <sip:744@pbx;user=phone>',
    'Subject: a response to your token of thanks',
    'Event: dialog;id=7'
  ])('%s stays as it is', (line) => {
    expect(redactedLine(line)).toBe(line)
  })
})

const sdp = (line: string) => `v=0\r\n${line}\r\nm=audio 4000 RTP/AVP 8\r\n`
const bodyOf = (body: string, type: string, first?: string) =>
  redactMessage(message([`Content-Type: ${type}`], body, first))
    .split('\r\n\r\n')
    .slice(1)
    .join('\r\n\r\n')

describe('the body of a traced message', () => {
  it.each([
    [
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc|2^20|1:4',
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xxx|2^20|1:4'
    ],
    [
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:abc;inline:def',
      'a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:xxxxxxxxxxxxxx'
    ],
    ['k=base64:abc', 'k=xxxxxxxxxx'],
    ['a=key-mgmt:mikey abc', 'a=key-mgmtxxxxxxxxxx'],
    ['a=ice-pwd:abc', 'a=ice-pwdxxxx'],
    ['a=fingerprint:sha-256 AB:CD', 'a=fingerprint:sha-256 AB:CD'],
    ['a=rtpmap:8 PCMA/8000', 'a=rtpmap:8 PCMA/8000'],
    ['no line of SDP', 'noxxxxxxxxxxxx']
  ])('as SDP has no keys: %s', (line, redacted) => {
    const expected = sdp(redacted)
    expect(bodyOf(sdp(line), 'application/sdp')).toBe(expected)
    expect(bodyOf(sdp(line), 'Application/SDP ; charset=utf-8')).toBe(expected)
  })

  it('has no digits', () => {
    expect(bodyOf('Signal=5\r\nDuration=160\r\n', 'application/dtmf-relay')).toBe(
      'Signal=x\r\nDuration=160\r\n'
    )
    expect(bodyOf('5', 'application/dtmf')).toBe('x')
    expect(bodyOf('5\r\n', 'application/dtmf-relay')).toBe('x\r\n')
  })

  it('is private in a MESSAGE, whatever its type', () => {
    expect(bodyOf('v=0\r\n', 'application/sdp', 'MESSAGE sip:a@b SIP/2.0')).toBe('xxx\r\n')
  })

  it('of dialog-info stays, without the session descriptions in it', () => {
    const dialogInfo = (inside: string) =>
      `<dialog-info><dialog id="1"><state>confirmed</state>${inside}</dialog></dialog-info>`
    const type = 'application/dialog-info+xml'
    expect(bodyOf(dialogInfo(''), type)).toBe(dialogInfo(''))
    const described = dialogInfo('<d:session-description>a=crypto</d:session-description>')
    expect(bodyOf(described, type)).not.toContain('crypto')
    expect(bodyOf('<session-description>never closed', type)).toMatch(/^<session-descriptionx+$/)
  })

  it('of several parts is read part by part', () => {
    const parts = [
      'preamble',
      '--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nk=clear:abc\r\n',
      '--b1\r\nContent-Type: text/plain\r\n\r\nhello\r\n',
      '--b1--\r\nepilogue'
    ]
    expect(bodyOf(parts.join('\r\n'), 'multipart/mixed;boundary="b1"')).toBe(
      [
        'xxxxxxxx',
        '--b1\r\nContent-Type: application/sdp\r\n\r\nv=0\r\nk=xxxxxxxxx\r\n',
        '--b1\r\nContent-Type: text/plain\r\n\r\nxxxxx\r\n',
        '--b1xx\r\nxxxxxxxx'
      ].join('\r\n')
    )
  })

  it('that is encoded, unknown or of two types is masked', () => {
    for (const lines of [
      ['Content-Type: application/sdp', 'Content-Encoding: gzip'],
      ['Content-Type: application/octet-stream'],
      ['Content-Type: application/sdp', 'c: text/plain'],
      []
    ])
      expect(redactMessage(message(lines, 'a secret'))).toMatch(/\r\n\r\nx{8}$/)
  })
})

describe('any message', () => {
  const noise = fc.string({ maxLength: 40 })
  const challenge = fc.record({
    realm: fc.constant('pbx'),
    nonce: hexText(24),
    opaque: hexText(24),
    algorithm: fc.constantFrom('MD5' as const, 'SHA-256' as const),
    session: fc.boolean(),
    qop: fc.constantFrom('auth' as const, undefined),
    stale: fc.boolean()
  })
  const spelled = (name: string) =>
    fc.constantFrom(name, name.toLowerCase(), name.toUpperCase(), `${name} `)
  const separator = fc.constantFrom(': ', ':', ':\r\n ', ' :\t')

  it('keeps nothing that was made of the password, and its length', () => {
    fc.assert(
      fc.property(
        fc.record({
          challenge,
          password: secretText,
          cnonce: hexText(16),
          header: fc.constantFrom('Authorization', 'Proxy-Authorization').chain(spelled),
          separator,
          fold: fc.boolean(),
          cut: fc.nat(),
          noise
        }),
        ({ challenge, password, cnonce, header, separator, fold, cut, noise }) => {
          const value = digestResponse(challenge, {
            username: 'adam',
            password,
            method: 'REGISTER',
            uri: 'sip:pbx',
            cnonce,
            nonceCount: 1
          })
          const line = `${header}${separator}${fold ? value.replace(/, /g, ',\r\n ') : value}`
          const asked = `WWW-Authenticate: Digest nonce="${challenge.nonce}", opaque=${challenge.opaque}`
          const whole = Buffer.from(message([`X-Noise: ${noise}`, line, asked])).toString('latin1')
          const response = /response="([^"]+)"/.exec(value)?.[1] ?? ''
          for (const text of [whole, whole.slice(0, cut % whole.length)]) {
            const redacted = redactMessage(text)
            expect(redacted).toHaveLength(text.length)
            for (const secret of [password, response, challenge.nonce, challenge.opaque, cnonce])
              expect(redacted.includes(secret)).toBe(false)
          }
        }
      ),
      { numRuns: 1_000 }
    )
  })

  it('keeps no key of its SDP', () => {
    const place = fc.constantFrom(
      (key: string) => `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}|2^20|1:4`,
      (key: string) => `a=crypto:1 NEW_SUITE keyparam=${key}`,
      (key: string) => `A = crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key}`,
      (key: string) => `k=base64:${key}`,
      (key: string) => `a=key-mgmt:mikey ${key}`,
      (key: string) => `a=ice-pwd:${key}`
    )
    const type = fc.constantFrom(
      'application/sdp',
      'APPLICATION/sdp;x=y',
      'multipart/mixed;boundary=b'
    )
    fc.assert(
      fc.property(
        secretText,
        place,
        type,
        fc.constantFrom('\r\n', '\n', '\r'),
        (key, at, to, end) => {
          const lines = ['v=0', 's=-', at(key), 'm=audio 4 RTP/SAVP 8', ''].join(end)
          const body = to.startsWith('multipart')
            ? `--b\r\nContent-Type: application/sdp\r\n\r\n${lines}\r\n--b--`
            : lines
          const whole = message([`Content-Type: ${to}`], body)
          for (const text of [whole, message([], body), body, whole.replace('\r\n\r\n', '\n\n')]) {
            const redacted = redactMessage(text)
            expect(redacted).toHaveLength(text.length)
            expect(redacted.includes(key)).toBe(false)
          }
        }
      ),
      { numRuns: 1_000 }
    )
  })

  it('takes no longer than its length, however it is made', () => {
    const long = (piece: string) => piece.repeat(Math.floor(60_000 / piece.length))
    const lines = [
      `Authorization: Digest ${long('a')}`,
      `Authorization: Digest ${long('a="\\",')}`,
      `Contact: ${long('sip:')}@`,
      `Contact: ${long('sip:a@')}`,
      `Refer-To: <sip:a@b?${long('auth')}`,
      `X: ${long('token ')}`,
      `X: ${long('password')}`,
      long('X'),
      `X:${long('\r\n ')}`
    ]
    const bodies = [
      long('<session-description '),
      long('a=crypto'),
      long('--b'),
      long('\r\n'),
      long('<')
    ]
    const types = ['application/dialog-info+xml', 'application/sdp', 'multipart/mixed;boundary=b']
    const started = performance.now()
    for (const line of lines) redactMessage(message([line]))
    for (const body of bodies)
      for (const type of types) redactMessage(message([`Content-Type: ${type}`], body))
    // Anything that grows with the square of the length takes many seconds for one of them.
    expect(performance.now() - started).toBeLessThan(5_000)
  })
})
