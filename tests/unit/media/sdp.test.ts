import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { offeredCodecs, pbxCodecs } from '../../../src-main/media/session/codecs'
import { answeredCodecs, negotiate } from '../../../src-main/media/session/negotiation'
import { SessionDescriptions } from '../../../src-main/media/session/session-descriptions'
import { buildSdp, parseSdp, type LocalDescription } from '../../../src-main/media/session/sdp'

const local: LocalDescription = {
  host: '192.0.2.10',
  port: 20_000,
  codecs: pbxCodecs,
  direction: 'sendrecv',
  sessionId: 7,
  version: 1
}

const sdp = (...lines: string[]) =>
  [
    'v=0',
    'o=- 1 1 IN IP4 198.51.100.1',
    's=-',
    'c=IN IP4 198.51.100.1',
    't=0 0',
    ...lines,
    ''
  ].join('\r\n')

const asterisk = sdp(
  'm=audio 12000 RTP/AVP 0 107 96',
  'a=rtpmap:0 PCMU/8000',
  'a=rtpmap:107 opus/48000/2',
  'a=fmtp:107 useinbandfec=1',
  'a=rtpmap:96 telephone-event/8000',
  'a=fmtp:96 0-16',
  'a=ptime:20',
  'a=maxptime:140',
  'a=sendrecv'
)

describe('our offer', () => {
  it('is this text', () => {
    expect(buildSdp(local)).toBe(
      [
        'v=0',
        'o=- 7 1 IN IP4 192.0.2.10',
        's=-',
        'c=IN IP4 192.0.2.10',
        't=0 0',
        'm=audio 20000 RTP/AVP 8 0 111 9 101 102',
        'a=rtpmap:8 PCMA/8000',
        'a=rtpmap:0 PCMU/8000',
        'a=rtpmap:111 opus/48000/2',
        'a=fmtp:111 useinbandfec=1',
        'a=rtpmap:9 G722/8000',
        'a=rtpmap:101 telephone-event/8000',
        'a=fmtp:101 0-15',
        'a=rtpmap:102 telephone-event/48000',
        'a=fmtp:102 0-15',
        'a=ptime:20',
        'a=sendrecv',
        ''
      ].join('\r\n')
    )
  })

  it('is understood by ourselves', () => {
    expect(parseSdp(buildSdp(local))).toMatchObject({
      host: local.host,
      port: local.port,
      codecs: pbxCodecs,
      direction: 'sendrecv'
    })
  })

  it('names its family', () => {
    expect(buildSdp({ ...local, host: '2001:db8::1' })).toContain('c=IN IP6 2001:db8::1\r\n')
  })
})

describe('the codecs of an account', () => {
  it.each([
    [undefined, [8, 0, 111, 9, 101, 102]],
    [
      ['G722', 'PCMU'],
      [9, 0, 101]
    ],
    [
      ['opus', 'PCMA'],
      [111, 8, 101, 102]
    ]
  ] as const)('%s are offered as %s', (order, payloadTypes) => {
    const account = { transport: 'udp', ...(order ? { codecs: [...order] } : {}) } as const
    const offer = new SessionDescriptions(account).offer({ host: '192.0.2.10', port: 20_000 })
    expect(parseSdp(offer).codecs.map(({ payloadType }) => payloadType)).toEqual(payloadTypes)
  })
})

describe('what a PBX says', () => {
  it('gives its codecs with its payload types and its order', () => {
    expect(negotiate(parseSdp(asterisk))).toEqual({
      host: '198.51.100.1',
      port: 12_000,
      codecs: [
        { payloadType: 0, name: 'PCMU', clockRate: 8_000 },
        { payloadType: 107, name: 'opus', clockRate: 48_000, channels: 2, fmtp: 'useinbandfec=1' },
        { payloadType: 96, name: 'telephone-event', clockRate: 8_000, fmtp: '0-16' }
      ],
      direction: 'sendrecv',
      srtp: null
    })
  })

  it('needs no rtpmap for static payload types', () => {
    const { codecs } = negotiate(parseSdp(sdp('m=audio 4000 RTP/AVP 18 9 13 8')))
    expect(codecs).toEqual([
      { payloadType: 9, name: 'G722', clockRate: 8_000 },
      { payloadType: 8, name: 'PCMA', clockRate: 8_000 }
    ])
  })

  it('has its own address for the media line', () => {
    const text = sdp('m=audio 4000 RTP/AVP 8', 'c=IN IP4 203.0.113.9', 'a=sendonly')
    expect(negotiate(parseSdp(text))).toMatchObject({ host: '203.0.113.9', direction: 'recvonly' })
  })

  it.each([
    ['a=sendrecv', 'sendrecv'],
    ['a=sendonly', 'recvonly'],
    ['a=recvonly', 'sendonly'],
    ['a=inactive', 'inactive']
  ])('%s is %s for us', (line, direction) => {
    expect(negotiate(parseSdp(sdp('m=audio 4000 RTP/AVP 8', line))).direction).toBe(direction)
  })

  it.each(['IN IP4 0.0.0.0', 'IN IP6 ::'])('may hold the old way: %s', (connection) => {
    const text = sdp('m=audio 4000 RTP/AVP 8', `c=${connection}`)
    expect(negotiate(parseSdp(text)).direction).toBe('inactive')
  })

  it('has none of what the account left out', () => {
    const ours = offeredCodecs(['PCMU', 'G722'])
    const text = sdp('m=audio 4000 RTP/AVP 8 9 0')
    expect(negotiate(parseSdp(text), null, ours).codecs.map(({ name }) => name)).toEqual([
      'G722',
      'PCMU'
    ])
    const alawOnly = parseSdp(sdp('m=audio 4000 RTP/AVP 8'))
    expect(() => negotiate(alawOnly, null, ours)).toThrow('no-common-codec')
  })

  it('prefers the telephone-event of the voice codec clock', () => {
    const events = ['a=rtpmap:96 telephone-event/8000', 'a=rtpmap:97 telephone-event/48000']
    const opusFirst = sdp('m=audio 4000 RTP/AVP 111 96 97', 'a=rtpmap:111 OPUS/48000/2', ...events)
    expect(negotiate(parseSdp(opusFirst)).codecs.at(-1)?.payloadType).toBe(97)
    const g711First = sdp('m=audio 4000 RTP/AVP 8 97 96', ...events)
    expect(negotiate(parseSdp(g711First)).codecs.at(-1)?.payloadType).toBe(96)
  })

  it.each([
    ['no-audio', 'v=0\r\n'],
    ['no-audio', sdp('m=audio 0 RTP/AVP 8')],
    ['no-audio', sdp('m=video 4000 RTP/AVP 99')],
    ['not-plain-rtp', sdp('m=audio 4000 UDP/TLS/RTP/SAVPF 8')],
    ['malformed', 'v=0\r\nm=audio 4000 RTP/AVP 8\r\n'],
    ['malformed', sdp('m=audio 70000 RTP/AVP 8')],
    ['no-common-codec', sdp('m=audio 4000 RTP/AVP 18 13')],
    ['no-common-codec', sdp('m=audio 4000 RTP/AVP 96', 'a=rtpmap:96 telephone-event/8000')]
  ])('is refused as %s', (reason, text) => {
    expect(() => negotiate(parseSdp(text))).toThrow(
      expect.objectContaining({ kind: 'media', reason }) as Error
    )
  })

  it('is any text without harm', () => {
    const line = fc.oneof(
      fc.string(),
      fc.constantFrom('m=audio 4000 RTP/AVP 8 300 -1 x', 'c=IN IP4 ', 'a=rtpmap:8', 'a=rtpmap:8 /0')
    )
    fc.assert(
      fc.property(fc.array(line), (lines) => {
        try {
          negotiate(parseSdp(lines.join('\r\n')))
        } catch (error) {
          expect(error).toMatchObject({ kind: 'media' })
        }
      })
    )
  })
})

describe('our answer', () => {
  const offer = sdp(
    'm=video 5000 RTP/AVP 99',
    'a=rtpmap:99 H264/90000',
    'm=audio 4000 RTP/AVP 107 0 96',
    'a=rtpmap:107 opus/48000/2',
    'a=fmtp:107 maxplaybackrate=16000',
    'a=rtpmap:96 telephone-event/8000',
    'a=sendonly',
    'm=image 6000 udptl t38'
  )

  it('has as many media lines as the offer, the others refused, and the numbers of the offer', () => {
    const remote = parseSdp(offer)
    const leg = negotiate(remote)
    const text = buildSdp({
      ...local,
      codecs: answeredCodecs(leg),
      direction: leg.direction,
      inAnswerTo: remote
    })
    expect(text.split('\r\n').filter((line) => /^[ma]=/.test(line))).toEqual([
      'm=video 0 RTP/AVP 99',
      'm=audio 20000 RTP/AVP 107 0 96',
      'a=rtpmap:107 opus/48000/2',
      'a=fmtp:107 useinbandfec=1',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:96 telephone-event/8000',
      'a=fmtp:96 0-15',
      'a=ptime:20',
      'a=recvonly',
      'm=image 0 udptl t38'
    ])
  })
})
