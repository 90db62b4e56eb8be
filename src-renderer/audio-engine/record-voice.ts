import { elapsed } from './elapsed'

/** Records a track for that time, or until its device goes. Rejects when it is stopped. */
export async function recordVoice(
  track: MediaStreamTrack,
  milliseconds: number,
  signal: AbortSignal
): Promise<ArrayBuffer> {
  const recorder = new MediaRecorder(new MediaStream([track]))
  const parts: Blob[] = []
  recorder.ondataavailable = ({ data }) => parts.push(data)
  const ended = new Promise((resolve) => {
    recorder.onstop = resolve
  })
  recorder.start()
  try {
    await Promise.race([elapsed(milliseconds, signal), ended])
  } finally {
    if (recorder.state !== 'inactive') recorder.stop()
  }
  await ended
  return new Blob(parts).arrayBuffer()
}
