import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { answerSdp, offerSdp, readSdp } from '../../../src-main/demo-pbx/sip/sdp'

const sdp = (...media: string[]) =>
  ['v=0', 'o=- 1 1 IN IP4 127.0.0.1', 's=-', 'c=IN IP4 127.0.0.1', 't=0 0', ...media, ''].join(
    '\r\n'
  )

const local = { port: 6_000, sessionId: 5, sessionVersion: 2 }

describe('readSdp', () => {
  test.each([
    ['static types', ['m=audio 4000 RTP/AVP 8 0'], 'PCMA', 8],
    ['the first that is known', ['m=audio 4000 RTP/AVP 9 18 0 8'], 'PCMU', 0],
    ['a dynamic type', ['m=audio 4000 RTP/AVP 96', 'a=rtpmap:96 pcmu/8000/1'], 'PCMU', 96],
    [
      'a static number with another meaning',
      ['m=audio 4000 RTP/AVP 0 8', 'a=rtpmap:0 X/8000'],
      'PCMA',
      8
    ]
  ])('takes %s', (_, media, name, payloadType) => {
    const audio = readSdp(sdp(...media))
    expect(audio?.codec.name).toBe(name)
    expect(audio?.payloadType).toBe(payloadType)
  })

  test('finds telephone-event of the same rate only', () => {
    const media = [
      'm=audio 4000 RTP/AVP 0 100 101',
      'a=rtpmap:100 telephone-event/48000',
      'a=rtpmap:101 telephone-event/8000'
    ]
    expect(readSdp(sdp(...media))?.telephoneEventPayloadType).toBe(101)
    expect(readSdp(sdp(...media.slice(0, 2)))?.telephoneEventPayloadType).toBeUndefined()
  })

  test.each([
    [[], 'sendrecv'],
    [['a=sendonly'], 'sendonly'],
    [['a=recvonly'], 'recvonly'],
    [['c=IN IP4 0.0.0.0'], 'sendonly'],
    [['c=IN IP4 0.0.0.0', 'a=recvonly'], 'inactive']
  ])('with %j the other side is %s', (lines, direction) => {
    expect(readSdp(sdp('m=audio 4000 RTP/AVP 0', ...lines))?.direction).toBe(direction)
  })

  test('a direction of the session holds for the media', () => {
    const body = sdp('m=audio 4000 RTP/AVP 0').replace('m=', 'a=inactive\r\nm=')
    expect(readSdp(body)?.direction).toBe('inactive')
  })

  test.each([
    ['another profile', sdp('m=audio 4000 RTP/SAVP 0')],
    ['a refused line', sdp('m=audio 0 RTP/AVP 0')],
    ['an impossible port', sdp('m=audio 70000 RTP/AVP 0')],
    ['no media', sdp()],
    ['no SDP', 'm=audio 4000 RTP/AVP 0']
  ])('refuses %s', (_, body) => {
    expect(readSdp(body)).toBeUndefined()
  })

  test('no text makes it throw', () => {
    const lines = fc.array(
      fc.constantFrom(
        'm=audio 1 RTP/AVP 0',
        'm=',
        'm=audio',
        'a=rtpmap:',
        'c=',
        'a=sendonly',
        '',
        'v=0'
      )
    )
    fc.assert(
      fc.property(lines, (some) => {
        readSdp(['v=0', ...some].join('\n'))
      })
    )
  })
})

describe('answerSdp', () => {
  test('answers every media line in its place', () => {
    const offer = readSdp(
      sdp(
        'm=video 5000 RTP/AVP 96',
        'm=audio 5002 RTP/SAVP 0',
        'm=audio 5004 RTP/AVP 8 101',
        'a=rtpmap:101 telephone-event/8000',
        'a=sendonly'
      )
    )
    expect(answerSdp(offer!, local).split('\r\n')).toEqual([
      'v=0',
      'o=- 5 2 IN IP4 127.0.0.1',
      's=-',
      'c=IN IP4 127.0.0.1',
      't=0 0',
      'm=video 0 RTP/AVP 96',
      'm=audio 0 RTP/SAVP 0',
      'm=audio 6000 RTP/AVP 8 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-15',
      'a=ptime:20',
      'a=recvonly',
      ''
    ])
  })

  test('an offer of ours can be read again', () => {
    expect(readSdp(offerSdp(undefined, local))).toMatchObject({
      port: 6_000,
      payloadType: 8,
      telephoneEventPayloadType: 101,
      direction: 'sendrecv'
    })
  })
})
