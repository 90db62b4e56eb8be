/** Everything here is at the rate of G.711. */
export const sampleRate = 8_000
const seconds = 0.04
const fromHz = 500
const toHz = 2_800
const peak = 12_000
const fadeSamples = 24
/** of the correlation, where 1 is the chirp itself: encoders and suppressors of noise change it a little */
const leastLikeness = 0.4
/** No two chirps are nearer than that. */
export const apartMs = 600

/** A tone that rises: in what a phone made of it, its beginning can be found to a tenth of a millisecond. */
export const chirp: Int16Array = Int16Array.from({ length: seconds * sampleRate }, (_, index) => {
  const t = index / sampleRate
  const phase = 2 * Math.PI * (fromHz * t + ((toHz - fromHz) * t * t) / (2 * seconds))
  const fade = Math.min(1, (index + 1) / fadeSamples, (seconds * sampleRate - index) / fadeSamples)
  return Math.round(peak * fade * Math.sin(phase))
})

/** @returns the sample at which each chirp begins, by a matched filter */
export function chirpsIn(samples: Int16Array): readonly number[] {
  const energy = sumOfSquares(chirp)
  const apart = (apartMs / 2_000) * sampleRate
  const found: { at: number; likeness: number }[] = []
  let segment = sumOfSquares(samples.subarray(0, chirp.length))
  for (let at = 0; at + chirp.length <= samples.length; at++) {
    // Silence is like nothing.
    const likeness = segment < energy / 1e4 ? 0 : product(samples, at) / Math.sqrt(segment * energy)
    segment += square(samples, at + chirp.length) - square(samples, at)
    if (likeness < leastLikeness) continue
    const last = found.at(-1)
    if (!last || at - last.at > apart) found.push({ at, likeness })
    else if (likeness > last.likeness) found[found.length - 1] = { at, likeness }
  }
  return found.map(({ at }) => at)
}

/** Silence with a chirp every 600 ms, the first one after as long. */
export function chirpsWithPauses(count: number): Int16Array {
  const apart = (apartMs / 1_000) * sampleRate
  const samples = new Int16Array((count + 1) * apart)
  for (let index = 1; index <= count; index++) samples.set(chirp, index * apart)
  return samples
}

/**
 * The time from each chirp to the first one that followed it elsewhere. What did not follow in time is left out.
 */
export function delaysMs(from: readonly number[], to: readonly number[]): readonly number[] {
  return from.flatMap((at) => {
    const followed = to.find((time) => time >= at && time < at + apartMs)
    return followed === undefined ? [] : [followed - at]
  })
}

function product(samples: Int16Array, at: number): number {
  let sum = 0
  for (let index = 0; index < chirp.length; index++) {
    sum += (samples[at + index] ?? 0) * (chirp[index] ?? 0)
  }
  return sum
}

function square(samples: Int16Array, at: number): number {
  return (samples[at] ?? 0) ** 2
}

function sumOfSquares(samples: Int16Array): number {
  return samples.reduce((sum, sample) => sum + sample * sample, 0)
}
