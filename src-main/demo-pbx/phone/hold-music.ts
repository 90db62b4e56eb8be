import { samplesPerSecond } from '../audio/frame'
import type { VoiceTrack } from '../audio/voices'

/** A broken chord, half a second a note. Hz. */
const notesHz = [392, 494, 587, 494]
const noteSamples = samplesPerSecond / 2
const peak = 3_000

/** What whoever is on hold hears. */
export const holdMusic: VoiceTrack = (from, count) =>
  new Int16Array(count).map((_, index) => {
    const at = from + index
    const note = notesHz[Math.floor(at / noteSamples) % notesHz.length] ?? 0
    const intoNote = at % noteSamples
    const swell = Math.sin((Math.PI * intoNote) / noteSamples)
    return Math.round(peak * swell * Math.sin((2 * Math.PI * note * intoNote) / samplesPerSecond))
  })
