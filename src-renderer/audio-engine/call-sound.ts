import type { SoundUse } from '@contract/ipc/media-protocol'
import type { Levels } from '@contract/ipc/snapshot'
import { captureVoice, isCapturedAs, voiceConstraints } from './capture-voice'
import { CapturedVoice } from './captured-voice'
import { EvenedTrack } from './evened-track'
import { firstSound } from './first-sound'
import { LevelMeter } from './level-meter'
import { Microphone } from './microphone'
import { Player } from './player'
import type { Silence, Sound } from './sound'

const levelsEveryMs = 100

export interface CallSoundListener {
  levels(levels: Levels): void
  microphoneLost(): void
}

/** What every call has, whoever it speaks to: the microphone, what is played, and the levels of both. */
export class CallSound {
  readonly microphone: Microphone<CapturedVoice>
  private readonly silence: Silence
  private captured: CapturedVoice | null = null
  /** what is in the call; null is silence */
  private voice: CapturedVoice | null = null
  /** what shall be in it, as soon as it is as loud as it is wanted */
  private next: CapturedVoice | null = null
  private readonly player: Player
  private received: MediaStreamTrack | null = null
  private evened: EvenedTrack | null = null
  private readonly microphoneMeter: LevelMeter
  private readonly receivedMeter: LevelMeter
  private readonly timer: number

  /** @param sender - of the call's connection, once it has one */
  constructor(
    sound: Sound,
    private use: SoundUse,
    private readonly sender: () => RTCRtpSender | undefined,
    listener: CallSoundListener
  ) {
    this.silence = sound.silence()
    this.player = new Player(use)
    this.microphoneMeter = new LevelMeter(sound)
    this.receivedMeter = new LevelMeter(sound)
    this.microphone = new Microphone({
      capture: async () => {
        const device = await captureVoice(this.use)
        const voice: CapturedVoice = new CapturedVoice(device, this.use.microphoneGainDb, () =>
          this.trackChanged(voice)
        )
        return voice
      },
      isChosen: (voice) => isCapturedAs(voice.device, this.use),
      flows: async (voice) => {
        await Promise.all([firstSound(voice.device), voice.ready])
      },
      send: (voice) => this.send(voice),
      captured: (voice) => {
        this.captured = voice
        this.microphoneMeter.measure(voice?.track ?? null)
        void voice?.setGain(this.use.microphoneGainDb)
      },
      lost: () => listener.microphoneLost()
    })
    this.timer = window.setInterval(() => {
      listener.levels({
        microphoneDbfs: this.microphoneMeter.dbfs(),
        receivedDbfs: this.receivedMeter.dbfs()
      })
    }, levelsEveryMs)
  }

  /** What is to be sent: silence, unless the microphone is open. */
  get track(): MediaStreamTrack | null {
    return this.voice?.track ?? this.silence.track
  }

  play(track: MediaStreamTrack): void {
    this.received = track
    this.hear()
    this.receivedMeter.measure(track)
  }

  /** The call goes on with another device, and the microphone stays as open as it is. Resolves when it does. */
  async useSound(use: SoundUse): Promise<void> {
    const sameSource = isSameSource(this.use, use)
    this.use = use
    const places = [this.player.use(use), this.evened?.use(use)]
    if (use.evenLoudness !== (this.evened !== null)) this.hear()
    const renewed = sameSource
      ? this.captured?.setGain(use.microphoneGainDb)
      : this.microphone.renew()
    await Promise.all([...places, renewed])
  }

  /** A voice is not let into the call before its gain works; silence is at once. */
  private async send(voice: CapturedVoice | null): Promise<void> {
    this.next = voice
    if (voice && !voice.isReady) await voice.ready
    if (this.next !== voice) return
    this.voice = voice
    await this.sender()?.replaceTrack(this.track)
  }

  /** The same voice, on another track. Whatever else was put into the call meanwhile stays. */
  private async trackChanged(voice: CapturedVoice): Promise<void> {
    if (this.captured === voice) this.microphoneMeter.measure(voice.track)
    if (this.voice !== voice) return
    // A connection that is closed sends nothing at all.
    await this.sender()
      ?.replaceTrack(voice.track)
      .catch(() => {})
  }

  private hear(): void {
    const { received } = this
    if (!received) return
    this.evened?.close()
    this.evened = this.use.evenLoudness ? new EvenedTrack(received, this.use) : null
    if (this.evened) this.player.stop()
    else this.player.play(new MediaStream([received]))
  }

  /** Silence first, the connection after it, and last what it was sending. */
  close(connection: RTCPeerConnection): void {
    clearInterval(this.timer)
    connection.onconnectionstatechange = null
    void this.microphone.set('closed')
    this.microphoneMeter.measure(null)
    this.receivedMeter.measure(null)
    this.player.stop()
    this.evened?.close()
    connection.close()
    this.silence.release()
  }
}

function isSameSource(one: SoundUse, other: SoundUse): boolean {
  const source = (use: SoundUse) => JSON.stringify([use.microphone, voiceConstraints(use)])
  return source(one) === source(other)
}
