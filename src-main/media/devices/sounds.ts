import type { SoundName } from '@contract/ipc/media-protocol'
import type { MediaProcesses } from '../processes/media-processes'

/** What goes on until it is stopped, also with an engine that started anew. */
const lasting: readonly SoundName[] = ['ringing', 'ringback']

/** The sounds of the phone, played by the engine in the manager's ear alone. Never rejects: a sound is no reason to fail. */
export class Sounds {
  private readonly playing = new Set<SoundName>()

  constructor(private readonly engine: MediaProcesses['engine']) {
    engine.onStarted(() => {
      for (const sound of this.playing) this.ask('playSound', sound)
    })
  }

  /** Played again, what lasts goes on and the others begin anew. */
  play(sound: SoundName): void {
    if (this.playing.has(sound)) return
    if (lasting.includes(sound)) this.playing.add(sound)
    this.ask('playSound', sound)
  }

  stop(sound: SoundName): void {
    const isOver = lasting.includes(sound) && !this.playing.delete(sound)
    if (!isOver) this.ask('stopSound', sound)
  }

  private ask(request: 'playSound' | 'stopSound', sound: SoundName): void {
    if (this.engine.isRunning) this.engine.request(request, { sound }).catch(() => null)
  }
}
