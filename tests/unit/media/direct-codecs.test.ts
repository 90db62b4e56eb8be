import { describe, expect, it } from 'vitest'
import { directCodecs } from '../../../src-renderer/audio-engine/direct-codecs'

/** What Chromium 130 has, in its order. */
const available: readonly RTCRtpCodec[] = [
  { mimeType: 'audio/opus', clockRate: 48_000, channels: 2 },
  { mimeType: 'audio/red', clockRate: 48_000, channels: 2 },
  { mimeType: 'audio/G722', clockRate: 8_000 },
  { mimeType: 'audio/PCMU', clockRate: 8_000 },
  { mimeType: 'audio/PCMA', clockRate: 8_000 },
  { mimeType: 'audio/CN', clockRate: 8_000 },
  { mimeType: 'audio/telephone-event', clockRate: 48_000 },
  { mimeType: 'audio/telephone-event', clockRate: 8_000 }
]
const formats = (codecs: readonly RTCRtpCodec[]) =>
  codecs.map(({ mimeType, clockRate }) => `${mimeType.replace('audio/', '')}/${clockRate}`)

describe('what a direct call offers', () => {
  it('is what the account wants, in its order, and the events of G.711 first', () => {
    expect(formats(directCodecs(['G722', 'PCMU'], available))).toEqual([
      'G722/8000',
      'PCMU/8000',
      'telephone-event/8000',
      'telephone-event/48000'
    ])
  })

  it('leaves out what this browser does not have', () => {
    const fewer = available.filter(({ mimeType }) => mimeType !== 'audio/G722')
    expect(formats(directCodecs(['G722', 'PCMA'], fewer))[0]).toBe('PCMA/8000')
  })
})
