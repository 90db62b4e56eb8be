import { describe, expect, it } from 'vitest'
import { parseSdp } from '../../../src-main/media/session/sdp'

const description = (formats: readonly number[], lines: readonly string[]) =>
  [
    'v=0',
    'o=- 1 1 IN IP4 192.0.2.1',
    's=-',
    'c=IN IP4 192.0.2.1',
    `m=audio 4000 RTP/AVP ${formats.join(' ')}`,
    ...lines
  ].join('\r\n')

describe('a session description', () => {
  // What searches all lines for each format takes half a minute for this, in the main process.
  it('of thousands of formats and lines is read in one go', { timeout: 10_000 }, () => {
    const formats = Array.from({ length: 15_000 }, (_, index) => index % 128)
    const lines = Array.from({ length: 11_000 }, () => 'a=rtpmap:101 telephone-event/8000')
    const { codecs } = parseSdp(description(formats, lines))
    expect(codecs.map(({ payloadType }) => payloadType)).toEqual([0, 8, 9, 18, 101])
  })

  it('that names a format twice has it once, as it was described first', () => {
    const lines = [
      'a=rtpmap:97 opus/48000/2',
      'a=rtpmap:97 other/8000',
      'a=fmtp:97 a',
      'a=fmtp:97 b'
    ]
    expect(parseSdp(description([97, 97], lines)).codecs).toEqual([
      { payloadType: 97, name: 'opus', clockRate: 48_000, channels: 2, fmtp: 'a' }
    ])
  })
})
