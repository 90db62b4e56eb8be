import { describe, expect, it } from 'vitest'
import { SdesKeys } from '../../../src-main/media/session/sdes-keys'
import { parseSdp } from '../../../src-main/media/session/sdp'
import { readCrypto } from '../../../src-main/media/session/sdp-crypto'
import { SessionDescriptions } from '../../../src-main/media/session/session-descriptions'

const here = { host: '192.0.2.10', port: 20_000 }
const key = (fill: number) => Buffer.alloc(30, fill).toString('base64')
const sdp = (profile: string, ...lines: string[]) =>
  [
    'v=0',
    'o=- 1 1 IN IP4 198.51.100.1',
    's=-',
    'c=IN IP4 198.51.100.1',
    't=0 0',
    `m=audio 12000 ${profile} 8`,
    ...lines,
    ''
  ].join('\r\n')
const long = `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${key(1)}`
const short = `a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:${key(2)}`

const tls = (mediaSecurity: 'rtp' | 'sdes' | 'sdes-optional') =>
  new SessionDescriptions({ transport: 'tls', mediaSecurity })

describe('a=crypto', () => {
  it.each([
    [long, 1],
    [`${long}|2^31`, 1],
    [`${long}|1048576 WSH=128 -x`, 1],
    [short, 1],
    [`${long}|2^31|1:4`, 0],
    [`${long} UNENCRYPTED_SRTP`, 0],
    [`${long} KDR=1`, 0],
    [`${long};inline:${key(3)}`, 0],
    [`a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:${Buffer.alloc(46).toString('base64')}`, 0],
    ['a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:c2hvcnQ=', 0]
  ])('%s', (line, usable) => {
    expect(readCrypto([line])).toHaveLength(usable)
  })
})

describe('our offer', () => {
  it('of sdes is SAVP with a key for each suite', () => {
    const offer = parseSdp(tls('sdes').offer(here))
    expect(offer.protocol).toBe('RTP/SAVP')
    expect(offer.crypto.map(({ tag, suite }) => [tag, suite])).toEqual([
      [1, 'AES_CM_128_HMAC_SHA1_80'],
      [2, 'AES_CM_128_HMAC_SHA1_32']
    ])
    expect(new Set(offer.crypto.map((each) => each.key)).size).toBe(2)
  })

  it('of sdes-optional has keys beside the plain profile', () => {
    const offer = parseSdp(tls('sdes-optional').offer(here))
    expect(offer.protocol).toBe('RTP/AVP')
    expect(offer.crypto).toHaveLength(2)
  })

  it('of rtp has none', () => {
    expect(tls('rtp').offer(here)).not.toContain('crypto')
  })

  it('has the same keys for the whole call, and others in the next', () => {
    const call = tls('sdes')
    const first = parseSdp(call.offer(here)).crypto
    expect(parseSdp(call.offer(here)).crypto).toEqual(first)
    expect(parseSdp(tls('sdes').offer(here)).crypto).not.toEqual(first)
  })

  it.each(['udp', 'tcp', 'ws'] as const)('never carries keys over %s', (transport) => {
    for (const mediaSecurity of ['sdes', 'sdes-optional'] as const) {
      const call = new SessionDescriptions({ transport, mediaSecurity })
      expect(() => call.offer(here)).toThrow('keys-in-the-open')
      expect(() => call.readOffer(sdp('RTP/SAVP', long))).toThrow('keys-in-the-open')
    }
  })
})

describe('the answer of the PBX', () => {
  it('chooses a suite, whatever number it gives it', () => {
    const call = tls('sdes')
    const ours = parseSdp(call.offer(here)).crypto
    expect(call.readAnswer(sdp('RTP/SAVP', short.replace(':2', ':7'))).srtp).toEqual({
      suite: 'AES_CM_128_HMAC_SHA1_32',
      send: ours[1]?.key,
      receive: key(2)
    })
  })

  it.each([
    ['sdes', 'RTP/SAVP', '', 'no-common-crypto'],
    ['sdes', 'RTP/AVP', '', 'not-encrypted'],
    ['sdes', 'RTP/SAVP', `${long} KDR=1`, 'no-common-crypto'],
    ['sdes-optional', 'RTP/SAVP', '', 'no-common-crypto'],
    ['rtp', 'RTP/SAVP', long, 'not-plain-rtp'],
    ['rtp', 'UDP/TLS/RTP/SAVPF', '', 'not-plain-rtp']
  ] as const)('%s refuses %s %s', (mediaSecurity, profile, line, reason) => {
    expect(() => tls(mediaSecurity).readAnswer(sdp(profile, line))).toThrow(reason)
  })

  it.each([
    ['sdes-optional', 'RTP/AVP', '', null],
    ['sdes-optional', 'RTP/AVP', long, key(1)],
    ['sdes-optional', 'RTP/SAVP', long, key(1)],
    ['sdes', 'RTP/AVP', long, key(1)],
    ['rtp', 'RTP/AVP', long, null]
  ] as const)('%s takes %s %s', (mediaSecurity, profile, line, receive) => {
    const { srtp } = tls(mediaSecurity).readAnswer(sdp(profile, line))
    expect(srtp?.receive ?? null).toBe(receive)
  })
})

describe('an offer of the PBX', () => {
  it('is answered with its profile, its number and our key', () => {
    const call = tls('sdes')
    const { leg, answer } = call.readOffer(sdp('RTP/SAVP', short, long))
    const said = parseSdp(answer(here))
    expect(said.protocol).toBe('RTP/SAVP')
    expect(said.crypto).toEqual([{ tag: 2, suite: 'AES_CM_128_HMAC_SHA1_32', key: leg.srtp?.send }])
    expect(leg.srtp?.receive).toBe(key(2))
  })

  it('keeps our key when it changes its own', () => {
    const call = tls('sdes')
    const first = call.readOffer(sdp('RTP/SAVP', long)).leg.srtp
    const second = call.readOffer(sdp('RTP/SAVP', long.replace(key(1), key(9)))).leg.srtp
    expect(second).toEqual({ ...first, receive: key(9) })
  })

  it('without encryption is refused where it is required, also later in the call', () => {
    const call = tls('sdes')
    call.readAnswer(sdp('RTP/SAVP', long))
    expect(() => call.readOffer(sdp('RTP/AVP'))).toThrow('not-encrypted')
  })
})

it('no error carries a key', () => {
  try {
    new SdesKeys('sdes', 'tls').select(parseSdp(sdp('RTP/SAVP', `${long} KDR=1`)))
    expect.unreachable()
  } catch (error) {
    expect(JSON.stringify(error) + String(error)).not.toContain(key(1))
  }
})
