import { describe, expect, it } from 'vitest'
import { handedOver, parseCommandLine } from '../../../src-main/app/command-line'
import { redact } from '../../../src-main/app/log-redaction'

describe('the command line', () => {
  it.each([
    [['coachline'], { demo: false, provisionFile: null }],
    [['coachline', '--demo'], { demo: true, provisionFile: null }],
    [['coachline', '--provision', 'a.json'], { demo: false, provisionFile: '/home/adam/a.json' }],
    [['coachline', '--provision=/b.json', '--demo'], { demo: true, provisionFile: '/b.json' }],
    [['coachline', '--provision'], { demo: false, provisionFile: null }],
    [['coachline', '--provisional'], { demo: false, provisionFile: null }]
  ])('%j', (argv, expected) => {
    expect(parseCommandLine(argv, '/home/adam')).toEqual(expected)
  })
})

describe('what a second start hands over', () => {
  it('is what it was started with', () => {
    const commandLine = parseCommandLine(['coachline', '--provision', 'a.json'], '/home/adam')
    expect(handedOver(JSON.parse(JSON.stringify(commandLine)))).toEqual(commandLine)
  })

  it.each([undefined, null, {}, { demo: 'yes', provisionFile: 7 }])('may be %j', (data) => {
    expect(handedOver(data)).toEqual({ demo: false, provisionFile: null })
  })
})

describe('a line of the log', () => {
  it.each([
    ['INVITE sip:*90744@pbx.example SIP/2.0', '744'],
    ['From: "Adam" <sip:adam@pbx.example>;tag=1', 'adam@'],
    ['Authorization: Digest username="adam", response="0123"', '0123'],
    ['Proxy-Authorization: Digest username="adam", response="0123"', 'adam'],
    ['WWW-Authenticate: Digest nonce="abc", realm="x"', 'abc'],
    ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0c2VjcmV0', 'c2VjcmV0'],
    ['{"user":"adam","password":"sesame"}', 'sesame'],
    [JSON.stringify({ password: 'a "quoted" sesame' }), 'sesame'],
    [
      JSON.stringify({ sdp: 'v=0\r\na=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2VjcmV0' }),
      'c2VjcmV0'
    ],
    [JSON.stringify({ sent: 'SIP/2.0\r\nAuthorization: Digest username="adam"' }), 'adam'],
    [JSON.stringify({ authorization: 'Digest username="adam"' }), 'adam'],
    ['{"turnUser":"adam","turnPassword":"sesame"}', 'sesame'],
    ["{ urls: 'turn:pbx', credential: 'sesame' }", 'sesame'],
    ['dialled #82744 and *54', '744']
  ])('%s hides %s', (line, secret) => {
    expect(redact(line)).not.toContain(secret)
  })

  it('keeps what support needs', () => {
    expect(redact('[sip] REGISTER answered 403 Forbidden by pbx.example:5060')).toBe(
      '[sip] REGISTER answered 403 Forbidden by pbx.example:5060'
    )
  })
})
