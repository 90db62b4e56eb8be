/**
 * What silence is in each codec: G.711 has a byte for zero (ITU-T G.711); G.722 one for the smallest step in both of
 * its bands, which lets a decoder settle at zero (ITU-T G.722, tables 14 and 17); opus a frame of 20 ms that decodes
 * to nothing (RFC 6716 §3.1, TOC of a fullband CELT frame).
 */
const opusSilence = Buffer.from([0xf8, 0xff, 0xfe])

/** @returns as much silence as the payload lasts; an unknown codec has none, and then nothing may be sent */
export function silenceLike(codecName: string, payload: Buffer): Buffer | null {
  switch (codecName.toUpperCase()) {
    case 'PCMU':
      return Buffer.alloc(payload.length, 0xff)
    case 'PCMA':
      return Buffer.alloc(payload.length, 0xd5)
    case 'G722':
      return Buffer.alloc(payload.length, 0xfd)
    case 'OPUS':
      return opusSilence
    default:
      return null
  }
}

/** One packet (20 ms) of silence. */
export function silencePacket(codecName: string): Buffer | null {
  return silenceLike(codecName, Buffer.alloc(160))
}
