import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { samplesPerSecond } from './frame'
import { readMuLawWav } from './wav'

/** A voice without end: `count` samples from the `from`th on. */
export type VoiceTrack = (from: number, count: number) => Int16Array

/** The two people of a call. */
export interface CallVoices {
  readonly agent: VoiceTrack
  readonly client: VoiceTrack
}

/** Level of the measuring tones: loud, with room for three in one mix. */
const toneDbfs = -15

const agentTone = toneTrack(700)
const clientTone = toneTrack(440)

/** Agents at 700 Hz, clients at 440 Hz. */
export function toneVoices(): CallVoices {
  return { agent: agentTone, client: clientTone }
}

/**
 * The recorded conversations: `problem` is a call that the agent cannot finish alone, `order` one that goes well.
 *
 * @param folder - holds `<conversation>-agent.wav` and `<conversation>-client.wav`
 * @throws when a file is missing or unreadable
 */
export async function recordedVoices(
  folder: string,
  conversation: 'problem' | 'order'
): Promise<CallVoices> {
  const track = async (party: string) =>
    readMuLawWav(await readFile(join(folder, `${conversation}-${party}.wav`)))
  const [agent, client] = await Promise.all([track('agent'), track('client')])
  return { agent: loopedTrack(agent), client: loopedTrack(client) }
}

function toneTrack(frequencyHz: number): VoiceTrack {
  const peak = 32_768 * 10 ** (toneDbfs / 20)
  const radians = (2 * Math.PI * frequencyHz) / samplesPerSecond
  return (from, count) =>
    new Int16Array(count).map((_, index) => Math.round(peak * Math.sin(radians * (from + index))))
}

function loopedTrack(samples: Int16Array): VoiceTrack {
  return (from, count) =>
    new Int16Array(count).map((_, index) => samples[(from + index) % samples.length] ?? 0)
}
