import { describe, expect, it } from 'vitest'
import { readDirect } from '../../../src-main/media/session/direct-description'

function answer(formats: readonly string[], direction = 'sendrecv'): string {
  const maps = formats.map((format, index) => `a=rtpmap:${96 + index} ${format}`)
  const types = formats.map((_format, index) => 96 + index).join(' ')
  return [
    'v=0',
    'o=- 1 1 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    't=0 0',
    `m=audio 4000 UDP/TLS/RTP/SAVPF ${types}`,
    ...maps,
    `a=${direction}`,
    ''
  ].join('\r\n')
}

describe('what main reads of a description that the engine negotiates', () => {
  it.each([
    ['of the voice, 8 kHz', ['PCMU/8000', 'telephone-event/8000'], true],
    ['of the voice, opus', ['opus/48000/2', 'telephone-event/48000'], true],
    ['G.722, which claims 8 kHz', ['G722/8000', 'telephone-event/8000'], true],
    ['of another clock than the voice', ['opus/48000/2', 'telephone-event/8000'], false],
    ['none', ['PCMA/8000'], false]
  ])('telephone-events: %s', (_what, formats, expected) => {
    expect(readDirect(answer(formats)).telephoneEvents).toBe(expected)
  })

  it.each([
    ['sendrecv', true],
    ['sendonly', true],
    ['recvonly', false],
    ['inactive', false]
  ])('%s: the PBX sends is %s', (direction, sends) => {
    expect(readDirect(answer(['PCMA/8000'], direction)).sends).toBe(sends)
  })

  it('a refused audio line is no answer', () => {
    const refused = answer(['PCMA/8000']).replace('m=audio 4000', 'm=audio 0')
    expect(() => readDirect(refused)).toThrow('no-audio')
  })
})
