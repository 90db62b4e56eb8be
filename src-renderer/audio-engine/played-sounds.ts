import type { SoundName, SoundUse } from '@contract/ipc/media-protocol'
import busy from '../../resources/sounds/busy.wav?url'
import cue from '../../resources/sounds/cue.wav?url'
import ringback from '../../resources/sounds/ringback.wav?url'
import ringing from '../../resources/sounds/ringing.wav?url'
import { Player } from './player'

const files: Readonly<Record<SoundName, { url: string; loops: boolean }>> = {
  busy: { url: busy, loops: false },
  cue: { url: cue, loops: false },
  ringback: { url: ringback, loops: true },
  ringing: { url: ringing, loops: true }
}

/** The sounds of the phone, in the manager's ear alone: nothing of them enters a call. */
export class PlayedSounds {
  private readonly playing = new Map<SoundName, Player>()

  constructor(private readonly use: () => SoundUse) {}

  /** @param once - also what would go on. @param ended - told when it ends by itself */
  play(name: SoundName, once = false, ended: () => void = () => {}): void {
    this.stop(name)
    const player = new Player(placeOf(name, this.use()))
    this.playing.set(name, player)
    const { url, loops } = files[name]
    player.playFile(url, loops && !once, () => {
      if (this.playing.get(name) === player) this.playing.delete(name)
      ended()
    })
  }

  stop(name: SoundName): void {
    this.playing.get(name)?.stop()
    this.playing.delete(name)
  }

  async useSound(use: SoundUse): Promise<void> {
    const playing = [...this.playing]
    await Promise.all(playing.map(([name, player]) => player.use(placeOf(name, use))))
  }
}

function placeOf(name: SoundName, use: SoundUse): Pick<SoundUse, 'speaker' | 'volumePercent'> {
  return name === 'ringing' ? { speaker: use.ringer, volumePercent: use.ringerVolumePercent } : use
}
