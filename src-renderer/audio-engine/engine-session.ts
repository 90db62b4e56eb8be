import type { SoundUse } from '@contract/ipc/media-protocol'
import { CallSound, type CallSoundListener } from './call-sound'
import type { Sound } from './sound'
import { UntilClosed } from './until-closed'

export interface EngineSessionListener extends CallSoundListener {
  disconnected(): void
}

/** One call's sound through the relay: the way there, the microphone and what is played. */
export class EngineSession {
  readonly sound: CallSound
  private readonly untilClosed = new UntilClosed()
  private readonly connection = new RTCPeerConnection({
    iceServers: [],
    bundlePolicy: 'max-bundle'
  })

  constructor(sound: Sound, use: SoundUse, listener: EngineSessionListener) {
    const { connection } = this
    this.sound = new CallSound(sound, use, () => connection.getTransceivers()[0]?.sender, listener)
    connection.ontrack = ({ track }) => this.sound.play(track)
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'failed') listener.disconnected()
    }
  }

  /** Also for a local renegotiation: the microphone stays as it is. */
  answer(offer: string): Promise<string> {
    return this.untilClosed.run(() => this.describe(offer))
  }

  close(): void {
    this.untilClosed.close()
    this.sound.close(this.connection)
  }

  private async describe(offer: string): Promise<string> {
    const { connection } = this
    await connection.setRemoteDescription({ type: 'offer', sdp: offer })
    const [transceiver] = connection.getTransceivers()
    if (!transceiver) throw new Error('no audio on offer')
    if (transceiver.direction !== 'sendrecv') {
      transceiver.direction = 'sendrecv'
      await transceiver.sender.replaceTrack(this.sound.track)
    }
    await connection.setLocalDescription()
    if (!connection.localDescription) throw new Error('no answer')
    return connection.localDescription.sdp
  }
}
