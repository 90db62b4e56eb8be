import { samplesPerSecond } from '../audio/frame'
import type { PartyVoice } from './ordinary-call'

/** Long enough to have said a word before it comes back: nobody can judge a voice while talking over it. */
export const echoDelayMs = 1_000
const delaySamples = (samplesPerSecond * echoDelayMs) / 1_000

/** Says what was said to it, a moment later. */
export function echoVoice(): PartyVoice {
  let waiting = new Int16Array(delaySamples)
  return (_from, count, spoken) => {
    const next = new Int16Array(waiting.length + spoken.length - count)
    const said = waiting.slice(0, count)
    next.set(waiting.subarray(count))
    next.set(spoken, waiting.length - count)
    waiting = next
    return said
  }
}
