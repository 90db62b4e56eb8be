/** A device that says nothing for so long is used all the same. */
const longestMs = 250

/** Not known to TypeScript: https://w3c.github.io/mediacapture-transform, in every Chromium. */
interface TrackReader {
  readonly readable: ReadableStream<AudioData>
}
type TrackReaderClass = new (of: { track: MediaStreamTrack }) => TrackReader

/**
 * Resolves when a captured track delivers for the first time, be it silence; getUserMedia resolves some 40 ms before. Never
 * rejects.
 */
export async function firstSound(track: MediaStreamTrack): Promise<void> {
  const { MediaStreamTrackProcessor: Reader } = window as unknown as {
    MediaStreamTrackProcessor?: TrackReaderClass
  }
  if (!Reader) return
  const reader = new Reader({ track }).readable.getReader()
  const late = window.setTimeout(() => void reader.cancel().catch(() => {}), longestMs)
  try {
    const { value } = await reader.read()
    value?.close()
    await reader.cancel()
  } catch {
    // A track that ended has nothing to say.
  }
  clearTimeout(late)
}
