import type { PhoneView } from '@contract/ipc/phone-view'
import type { Sounds } from '../media/media-host'

/** Plays what the manager's own calls sound like before and after they are connected. */
export class PhoneSounds {
  private overId: string | null = null

  constructor(private readonly sounds: Sounds) {}

  /** Who talks or listens already is not rung at: the window shows the other call. */
  update({ calls, over }: PhoneView, supervising: boolean): void {
    const talks = supervising || calls.some(({ phase }) => phase === 'connected')
    const rings = calls.some(({ phase }) => phase === 'ringing')
    const isRungThere = calls.some(
      (call) => call.phase === 'dialling' && call.rings && !call.earlyMedia
    )
    this.lasts('ringing', rings && !talks)
    this.lasts('ringback', isRungThere)
    if (over && over.id !== this.overId && over.outcome === 'busy') this.sounds.play('busy')
    if (calls.length > 0) this.sounds.stop('busy')
    this.overId = over?.id ?? null
  }

  private lasts(sound: 'ringing' | 'ringback', wanted: boolean): void {
    if (wanted) this.sounds.play(sound)
    else this.sounds.stop(sound)
  }
}
