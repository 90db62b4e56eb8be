import type { SoundUse } from '@contract/ipc/media-protocol'
import type { Levels } from '@contract/ipc/snapshot'
import { captureVoice, voiceConstraints } from './capture-voice'
import { LevelMeter } from './level-meter'
import { Microphone } from './microphone'
import { Player } from './player'
import type { Silence, Sound } from './sound'

const levelsEveryMs = 100

export interface EngineSessionListener {
  levels(levels: Levels): void
  microphoneLost(): void
  disconnected(): void
}

/** One call's sound: the way to the relay, the microphone and what is played. */
export class EngineSession {
  readonly microphone: Microphone
  private readonly connection = new RTCPeerConnection({
    iceServers: [],
    bundlePolicy: 'max-bundle'
  })
  private readonly silence: Silence
  private readonly player: Player
  private readonly microphoneMeter: LevelMeter
  private readonly receivedMeter: LevelMeter
  private readonly timer: number

  constructor(
    sound: Sound,
    private use: SoundUse,
    private readonly listener: EngineSessionListener
  ) {
    this.silence = sound.silence()
    this.player = new Player(use)
    this.microphoneMeter = new LevelMeter(sound)
    this.receivedMeter = new LevelMeter(sound)
    this.microphone = new Microphone({
      capture: () => captureVoice(this.use),
      send: async (track) => {
        await this.connection.getTransceivers()[0]?.sender.replaceTrack(track ?? this.silence.track)
      },
      captured: (track) => this.microphoneMeter.measure(track),
      lost: () => listener.microphoneLost()
    })
    this.connection.ontrack = ({ track }) => this.play(track)
    this.connection.onconnectionstatechange = () => {
      if (this.connection.connectionState === 'failed') listener.disconnected()
    }
    this.timer = window.setInterval(() => this.tellLevels(), levelsEveryMs)
  }

  /** Also for a local renegotiation: the microphone stays as it is. */
  async answer(offer: string): Promise<string> {
    const { connection } = this
    await connection.setRemoteDescription({ type: 'offer', sdp: offer })
    const [transceiver] = connection.getTransceivers()
    if (!transceiver) throw new Error('no audio on offer')
    if (transceiver.direction !== 'sendrecv') {
      transceiver.direction = 'sendrecv'
      await transceiver.sender.replaceTrack(this.silence.track)
    }
    await connection.setLocalDescription()
    if (!connection.localDescription) throw new Error('no answer')
    return connection.localDescription.sdp
  }

  /** The call goes on with another device, and the microphone stays as open as it is. */
  useSound(use: SoundUse): void {
    const sameSource = isSameSource(this.use, use)
    this.use = use
    this.player.use(use)
    if (!sameSource) void this.microphone.renew()
  }

  close(): void {
    clearInterval(this.timer)
    this.connection.onconnectionstatechange = null
    void this.microphone.set('closed')
    this.microphoneMeter.measure(null)
    this.receivedMeter.measure(null)
    this.player.stop()
    this.connection.close()
    this.silence.release()
  }

  private play(track: MediaStreamTrack): void {
    this.player.play(new MediaStream([track]))
    this.receivedMeter.measure(track)
  }

  private tellLevels(): void {
    this.listener.levels({
      microphoneDbfs: this.microphoneMeter.dbfs(),
      receivedDbfs: this.receivedMeter.dbfs()
    })
  }
}

function isSameSource(one: SoundUse, other: SoundUse): boolean {
  const source = (use: SoundUse) => JSON.stringify([use.microphone, voiceConstraints(use)])
  return source(one) === source(other)
}
