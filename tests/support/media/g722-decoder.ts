/** ITU-T G.722 (11/88), the decoder of mode 1 (64 kbit/s), with the names of the recommendation where it has any. */
const wl = [-60, -30, 58, 172, 334, 538, 1198, 3042]
const rl42 = [0, 7, 6, 5, 4, 3, 2, 1, 7, 6, 5, 4, 3, 2, 1, 0]
const ilb = Array.from({ length: 32 }, (_, index) => Math.floor(2 ** (11 + index / 32)))
const wh = [0, -214, 798]
const rh2 = [2, 1, 2, 1]
const qm2 = [-7408, -1616, 7408, 1616]
const qm4Steps = [20456, 12896, 8968, 6288, 4240, 2584, 1200]
const qm4 = [0, ...qm4Steps.map((step) => -step), ...qm4Steps, 0]
const qm6Steps = [
  24808, 21904, 19008, 16704, 14984, 13512, 12280, 11192, 10232, 9360, 8576, 7856, 7192, 6576, 6000,
  5456, 4944, 4464, 4008, 3576, 3168, 2776, 2400, 2032, 1688, 1360, 1040, 728
]
const qm6 = [
  ...[-136, -136, -136, -136],
  ...qm6Steps.map((step) => -step),
  ...qm6Steps,
  ...[432, 136, -432, -136]
]
const qmf = [3, -11, 12, 32, -210, 951, 3876, -805, 362, -156, 53, -11]

const saturate = (value: number) => Math.max(-32_768, Math.min(32_767, value))
const clampTo = (limit: number, value: number) => Math.max(-limit, Math.min(limit, value))
const at = (values: readonly number[], index: number) => values[index] ?? 0

/** The adaptive predictor of one band (§3.6). */
class Band {
  s = 0
  private sz = 0
  private nb = 0
  private readonly r = [0, 0, 0]
  private readonly p = [0, 0, 0]
  private readonly a = [0, 0, 0]
  private readonly d = [0, 0, 0, 0, 0, 0, 0]
  private readonly b = [0, 0, 0, 0, 0, 0, 0]

  constructor(public det: number) {}

  scale(step: number, most: number, shift: number): void {
    this.nb = Math.max(0, Math.min(most, ((this.nb * 127) >> 7) + step))
    const factor = at(ilb, (this.nb >> 6) & 31)
    const places = shift - (this.nb >> 11)
    this.det = (places < 0 ? factor << -places : factor >> places) << 2
  }

  adapt(difference: number): void {
    const { r, p, a, d, b } = this
    d[0] = difference
    r[0] = saturate(this.s + difference)
    p[0] = saturate(this.sz + difference)
    const sign = (index: number) => at(p, index) >> 15

    const doubled = saturate(at(a, 1) << 2)
    const turned = Math.min(32_767, sign(0) === sign(1) ? -doubled : doubled)
    const a2 = clampTo(
      12_288,
      (turned >> 7) + (sign(0) === sign(2) ? 128 : -128) + ((at(a, 2) * 32_512) >> 15)
    )
    const a1 = clampTo(
      saturate(15_360 - a2),
      saturate((sign(0) === sign(1) ? 192 : -192) + ((at(a, 1) * 32_640) >> 15))
    )
    const step = difference === 0 ? 0 : 128
    for (let i = 6; i >= 1; i--) {
      const same = at(d, i) >> 15 === difference >> 15
      b[i] = saturate((same ? step : -step) + ((at(b, i) * 32_640) >> 15))
    }
    for (let i = 6; i >= 1; i--) d[i] = at(d, i - 1)
    for (let i = 2; i >= 1; i--) {
      r[i] = at(r, i - 1)
      p[i] = at(p, i - 1)
    }
    a[1] = a1
    a[2] = a2
    const pole = (i: number) => (at(a, i) * saturate(2 * at(r, i))) >> 15
    let zeros = 0
    for (let i = 6; i >= 1; i--) zeros += (at(b, i) * saturate(2 * at(d, i))) >> 15
    this.sz = saturate(zeros)
    this.s = saturate(saturate(pole(1) + pole(2)) + this.sz)
  }
}

/** Keeps its state from packet to packet, as the other side's does. */
export class G722Decoder {
  private readonly low = new Band(32)
  private readonly high = new Band(8)
  private readonly x = new Array<number>(24).fill(0)

  /** @returns samples at 16 kHz, two for each byte */
  decode(payload: Uint8Array): Int16Array {
    const samples = new Int16Array(payload.length * 2)
    payload.forEach((code, index) => {
      const { low, high, x } = this
      const il = code & 0x3f
      const ih = code >> 6
      const rlow = Math.max(-16_384, Math.min(16_383, low.s + ((low.det * at(qm6, il)) >> 15)))
      const dlow = (low.det * at(qm4, il >> 2)) >> 15
      low.scale(at(wl, at(rl42, il >> 2)), 18_432, 8)
      low.adapt(dlow)
      const dhigh = (high.det * at(qm2, ih)) >> 15
      const rhigh = Math.max(-16_384, Math.min(16_383, high.s + dhigh))
      high.scale(at(wh, at(rh2, ih)), 22_528, 10)
      high.adapt(dhigh)

      x.splice(0, 2)
      x.push(rlow + rhigh, rlow - rhigh)
      let even = 0
      let odd = 0
      for (let i = 0; i < 12; i++) {
        even += at(x, 2 * i) * at(qmf, i)
        odd += at(x, 2 * i + 1) * at(qmf, 11 - i)
      }
      samples[2 * index] = saturate(odd >> 11)
      samples[2 * index + 1] = saturate(even >> 11)
    })
    return samples
  }
}
