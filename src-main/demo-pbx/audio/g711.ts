/**
 * G.711 at 8,000 samples a second: one byte for each 16-bit linear sample (ITU-T G.711, RFC 3551 §4.5.14).
 */
export interface G711Codec {
  /** the name in `a=rtpmap` */
  readonly name: 'PCMU' | 'PCMA'
  /** the static payload type (RFC 3551 §6) */
  readonly payloadType: 0 | 8
  encode(samples: Int16Array): Uint8Array
  decode(payload: Uint8Array): Int16Array
}

const muLawBias = 0x84
const muLawClip = 32_635

function muLawByte(sample: number): number {
  const sign = sample < 0 ? 0x80 : 0
  const magnitude = Math.min(Math.abs(sample), muLawClip) + muLawBias
  const segment = 24 - Math.clz32(magnitude)
  return ~(sign | (segment << 4) | ((magnitude >> (segment + 3)) & 0x0f)) & 0xff
}

function muLawSample(byte: number): number {
  const bits = ~byte
  const magnitude = (((bits & 0x0f) << 3) + muLawBias) << ((bits & 0x70) >> 4)
  return bits & 0x80 ? muLawBias - magnitude : magnitude - muLawBias
}

function aLawByte(sample: number): number {
  const sign = sample >= 0 ? 0x80 : 0
  const magnitude = sample >= 0 ? sample : -sample - 1
  const segment = magnitude < 256 ? 0 : 24 - Math.clz32(magnitude)
  const step = segment === 0 ? 4 : segment + 3
  return (sign | (segment << 4) | ((magnitude >> step) & 0x0f)) ^ 0x55
}

function aLawSample(byte: number): number {
  const bits = byte ^ 0x55
  const segment = (bits & 0x70) >> 4
  const step = ((bits & 0x0f) << 4) + (segment === 0 ? 8 : 0x108)
  const magnitude = segment > 1 ? step << (segment - 1) : step
  return bits & 0x80 ? magnitude : -magnitude
}

function codec(
  name: G711Codec['name'],
  payloadType: G711Codec['payloadType'],
  toByte: (sample: number) => number,
  toSample: (byte: number) => number
): G711Codec {
  const bytes = Uint8Array.from({ length: 65_536 }, (_, index) => toByte(index - 32_768))
  const samples = Int16Array.from({ length: 256 }, (_, byte) => toSample(byte))
  return {
    name,
    payloadType,
    // Filled in by hand: TypedArray.from goes through an iterator, which is ten times slower.
    encode: (linear) => {
      const payload = new Uint8Array(linear.length)
      linear.forEach((sample, index) => (payload[index] = bytes[sample + 32_768] ?? 0))
      return payload
    },
    decode: (payload) => {
      const linear = new Int16Array(payload.length)
      payload.forEach((byte, index) => (linear[index] = samples[byte] ?? 0))
      return linear
    }
  }
}

export const pcmu = codec('PCMU', 0, muLawByte, muLawSample)
export const pcma = codec('PCMA', 8, aLawByte, aLawSample)
