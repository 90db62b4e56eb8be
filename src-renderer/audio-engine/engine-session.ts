import type { Levels } from '@contract/ipc/snapshot'
import { LevelMeter } from './level-meter'
import { Microphone } from './microphone'
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
  private readonly player = new Audio()
  private readonly microphoneMeter: LevelMeter
  private readonly receivedMeter: LevelMeter
  private readonly timer: number

  constructor(
    sound: Sound,
    private readonly listener: EngineSessionListener
  ) {
    this.silence = sound.silence()
    this.microphoneMeter = new LevelMeter(sound)
    this.receivedMeter = new LevelMeter(sound)
    this.microphone = new Microphone({
      capture: captureVoice,
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

  close(): void {
    clearInterval(this.timer)
    this.connection.onconnectionstatechange = null
    void this.microphone.set('closed')
    this.microphoneMeter.measure(null)
    this.receivedMeter.measure(null)
    this.player.onpause = null
    this.player.srcObject = null
    this.connection.close()
    this.silence.release()
  }

  private play(track: MediaStreamTrack): void {
    this.player.srcObject = new MediaStream([track])
    this.receivedMeter.measure(track)
    // Without a sound card there is nothing to play on; the call goes on, and so do the meters.
    this.player.play().catch(() => {})
    // A media key of the keyboard can pause what is played; a call is not paused.
    this.player.onpause = () => void this.player.play().catch(() => {})
  }

  private tellLevels(): void {
    this.listener.levels({
      microphoneDbfs: this.microphoneMeter.dbfs(),
      receivedDbfs: this.receivedMeter.dbfs()
    })
  }
}

async function captureVoice(): Promise<MediaStreamTrack> {
  const stream = await navigator.mediaDevices.getUserMedia({
    audio: { echoCancellation: true, noiseSuppression: true, autoGainControl: true }
  })
  const [track] = stream.getAudioTracks()
  if (!track) throw new DOMException('no track', 'NotFoundError')
  return track
}
