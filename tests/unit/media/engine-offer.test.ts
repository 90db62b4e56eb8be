import { describe, expect, it } from 'vitest'
import { pbxCodecs } from '../../../src-main/media/session/codecs'
import { preferPayloadType, preferredPayloadType } from '../../../src-main/media/relay/engine-offer'

const offer =
  'v=0\r\no=- 4611 0 IN IP4 0.0.0.0\r\nm=audio 9 UDP/TLS/RTP/SAVPF 8 0 111 126\r\na=mid:0\r\n'

describe('the codec that the engine is to send', () => {
  it.each([
    ['PCMA', 8],
    ['PCMU', 0],
    ['opus', 111],
    ['G722', 9]
  ])('is %s: payload type %i', (name, payloadType) => {
    const inUse = pbxCodecs.filter((codec) => codec.name === name)
    const events = pbxCodecs.filter((codec) => codec.name === 'telephone-event')
    expect(preferredPayloadType([...inUse, ...events])).toBe(payloadType)
  })

  it('is put first in the same offer, with a new version', () => {
    expect(preferPayloadType(offer, 111, 101)).toBe(
      offer.replace('8 0 111 126', '111 8 0 126').replace('4611 0 IN', '4611 101 IN')
    )
  })
})
