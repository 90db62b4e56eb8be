/** What a number of sequences came to; those of several desks and processes are added up. */
export class Tally {
  sequences = 0
  /** in which the manager's voice was heard at some time: there was something to leak */
  voicedSequences = 0
  /** by name */
  readonly steps: Record<string, number> = {}
  /** what the PBX did with requests, by request and answer */
  readonly answers: Record<string, number> = {}
  /** frames that the PBX got while silence was promised, each of them silence bit by bit unless it is a leak */
  silentFrames = 0
  /** frames of the microphone that the relay was given meanwhile, and kept */
  keptFrames = 0
  /** frames of voice where somebody was to hear them */
  voiceFrames = 0
  /** frames of voice between asking for silence and the relay's lock: on their way when a finger moved */
  lastFrames = 0
  /** the latest of them, after the asking */
  lastFrameMs = 0
  /** could not be decrypted, so nobody can hear them either */
  unreadableFrames = 0
  /** of the microphone's tone where silence was promised */
  loudestDbfs = -Infinity
  /** of the same tone where it was allowed: that it is measured at all */
  quietestVoiceDbfs = Infinity
  readonly failures: string[] = []

  add(other: Omit<Tally, 'add' | 'count'>): void {
    for (const kind of ['steps', 'answers'] as const) {
      for (const [name, times] of Object.entries(other[kind])) this.count(kind, name, times)
    }
    this.sequences += other.sequences
    this.voicedSequences += other.voicedSequences
    this.silentFrames += other.silentFrames
    this.keptFrames += other.keptFrames
    this.voiceFrames += other.voiceFrames
    this.lastFrames += other.lastFrames
    this.unreadableFrames += other.unreadableFrames
    this.lastFrameMs = Math.max(this.lastFrameMs, other.lastFrameMs)
    this.loudestDbfs = Math.max(this.loudestDbfs, other.loudestDbfs)
    this.quietestVoiceDbfs = Math.min(this.quietestVoiceDbfs, other.quietestVoiceDbfs)
    this.failures.push(...other.failures)
  }

  count(kind: 'steps' | 'answers', name: string, times = 1): void {
    this[kind][name] = (this[kind][name] ?? 0) + times
  }
}
