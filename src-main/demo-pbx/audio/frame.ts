/** One packet of audio: 20 ms at 8,000 samples a second. */
export const samplesPerSecond = 8_000
export const frameMs = 20
export const frameSamples = (samplesPerSecond * frameMs) / 1_000
