/** What is reported where there is nothing to hear. */
export const silenceDbfs = -99

/**
 * Level of one tone in a piece of audio (Goertzel's algorithm under a Hann window, so that the piece need not hold a
 * whole number of periods). Tones 50 Hz or more apart do not disturb each other from 100 ms on.
 *
 * @returns dBFS, where a sine of full scale (peak 32,768) is 0 and silence is -99
 */
export function levelDbfs(samples: Int16Array, frequencyHz: number, sampleRate = 8_000): number {
  const radians = (2 * Math.PI * frequencyHz) / sampleRate
  const coefficient = 2 * Math.cos(radians)
  let previous = 0
  let beforePrevious = 0
  let windowSum = 0
  for (const [index, sample] of samples.entries()) {
    const weight = 0.5 - 0.5 * Math.cos((2 * Math.PI * (index + 0.5)) / samples.length)
    const current = sample * weight + coefficient * previous - beforePrevious
    beforePrevious = previous
    previous = current
    windowSum += weight
  }
  const power =
    previous * previous + beforePrevious * beforePrevious - coefficient * previous * beforePrevious
  return toDbfs((2 * Math.sqrt(Math.max(power, 0))) / windowSum)
}

/** RMS level with the same reference: a sine of full scale is 0 dBFS (AES17), a full-scale square wave is +3. */
export function rmsDbfs(samples: Int16Array): number {
  let squares = 0
  for (const sample of samples) squares += sample * sample
  return toDbfs(Math.sqrt((2 * squares) / samples.length))
}

function toDbfs(peak: number): number {
  return peak > 0 ? Math.max(silenceDbfs, 20 * Math.log10(peak / 32_768)) : silenceDbfs
}
