import type { Tally } from './tally'

/** A tally that came from another process. */
export type TallyFacts = Omit<Tally, 'add' | 'count'>

const number = (value: number) => value.toLocaleString('en')
const byCount = (counts: Readonly<Record<string, number>>) =>
  Object.entries(counts)
    .sort(([, one], [, other]) => other - one)
    .map(([name, times]) => `${name} ${number(times)}`)
    .join(', ')

/** For a person: what was judged, and how near it came to a leak. */
export function summaryOf(tally: TallyFacts): readonly string[] {
  const { loudestDbfs, quietestVoiceDbfs, lastFrames, lastFrameMs } = tally
  return [
    `${number(tally.sequences)} sequences from spy to spy; in ${number(tally.voicedSequences)} the voice was heard in between`,
    `steps: ${byCount(tally.steps)}`,
    `answers: ${byCount(tally.answers)}`,
    `${number(tally.silentFrames)} frames where silence was promised, the loudest tone in them ${loudestDbfs.toFixed(0)} dBFS; ` +
      `${number(tally.keptFrames)} frames of the microphone were kept meanwhile`,
    `${number(tally.voiceFrames)} frames of voice where it was allowed, the quietest ${quietestVoiceDbfs.toFixed(0)} dBFS`,
    `${number(lastFrames)} frames of voice between asking for silence and the lock, the last ${lastFrameMs.toFixed(0)} ms after the asking`,
    `${number(tally.unreadableFrames)} frames that could not be decrypted`
  ]
}
