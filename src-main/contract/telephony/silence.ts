/**
 * What silence is in each codec: G.711 has a byte for zero (ITU-T G.711); G.722 one for the smallest step in both of
 * its bands, which lets a decoder settle at zero (ITU-T G.722, tables 14 and 17); opus a frame of 20 ms that decodes
 * to nothing (RFC 6716 §3.1, TOC of a fullband CELT frame).
 */
const opusSilence = [0xf8, 0xff, 0xfe] as const

/**
 * @param bytes - of a payload, which the silence lasts as long as
 * @returns null for an unknown codec, of which nothing may be sent then
 */
export function silenceLike(codecName: string, bytes: number): Uint8Array<ArrayBuffer> | null {
  switch (codecName.toUpperCase()) {
    case 'PCMU':
      return new Uint8Array(bytes).fill(0xff)
    case 'PCMA':
      return new Uint8Array(bytes).fill(0xd5)
    case 'G722':
      return new Uint8Array(bytes).fill(0xfd)
    case 'OPUS':
      return Uint8Array.from(opusSilence)
    default:
      return null
  }
}

/** One packet (20 ms) of silence. */
export function silencePacket(codecName: string): Uint8Array<ArrayBuffer> | null {
  return silenceLike(codecName, 160)
}
