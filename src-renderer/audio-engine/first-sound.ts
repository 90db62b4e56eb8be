/** A device that says nothing for so long is used all the same. */
const longestMs = 250

/** Not known to TypeScript: https://w3c.github.io/mediacapture-transform, in every Chromium. */
interface TrackReader {
  readonly readable: ReadableStream<AudioData>
}
type TrackReaderClass = new (of: { track: MediaStreamTrack }) => TrackReader

/** Of 16 bits, and 12 dB softer: the least that a device can say. */
const leastSample = 5e-6
const holeSeconds = 0.001
const enoughSeconds = 0.02

/**
 * Resolves when a captured track delivers for the first time, be it silence; getUserMedia resolves some 40 ms before. Never
 * rejects.
 */
export function firstSound(track: MediaStreamTrack): Promise<void> {
  return firstData(track, () => true)
}

/**
 * Resolves when a track that comes out of an AudioContext has delivered a moment of sound without a hole: until buffers are
 * filled there is silence, then a little sound, and often silence once more. One that says nothing counts after a while.
 */
export function steadySound(track: MediaStreamTrack): Promise<void> {
  let steadySeconds = 0
  return firstData(track, (data) => {
    const seconds = data.numberOfFrames / data.sampleRate
    const samples = new Float32Array(data.numberOfFrames)
    data.copyTo(samples, { planeIndex: 0, format: 'f32-planar' })
    const isHoled = longestSilence(samples) / data.sampleRate > holeSeconds
    steadySeconds = isHoled ? 0 : steadySeconds + seconds
    return steadySeconds >= enoughSeconds
  })
}

function longestSilence(samples: Float32Array): number {
  let longest = 0
  let length = 0
  for (const sample of samples) {
    length = Math.abs(sample) < leastSample ? length + 1 : 0
    longest = Math.max(longest, length)
  }
  return longest
}

async function firstData(
  track: MediaStreamTrack,
  satisfies: (data: AudioData) => boolean
): Promise<void> {
  const { MediaStreamTrackProcessor: Reader } = window as unknown as {
    MediaStreamTrackProcessor?: TrackReaderClass
  }
  if (!Reader) return
  const reader = new Reader({ track }).readable.getReader()
  const late = window.setTimeout(() => void reader.cancel().catch(() => {}), longestMs)
  try {
    for (;;) {
      const { value, done } = await reader.read()
      const isIt = done || satisfies(value)
      value?.close()
      if (isIt) break
    }
    await reader.cancel()
  } catch {
    // A track that ended has nothing to say.
  }
  clearTimeout(late)
}
