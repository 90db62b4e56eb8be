import type {
  CandidateCounts,
  DirectFlow,
  DirectSetup,
  Gathering,
  SoundUse,
  TurnOutcome
} from '@contract/ipc/media-protocol'
import { CallSound, type CallSoundListener } from './call-sound'
import { directCodecs } from './direct-codecs'
import { DirectDigits } from './direct-digits'
import { directFlow } from './direct-flow'
import { describeGathered } from './gathered'
import type { Sound } from './sound'
import { TurnWatch } from './turn-watch'
import { UntilClosed } from './until-closed'
import { lockableConnection, type LockedVoice } from './voice-lock'

const flowEveryMs = 1_000

export interface DirectSessionListener extends CallSoundListener {
  /** Candidates were tried, and none goes any more. */
  disconnected(): void
  flow(flow: DirectFlow): void
  turn(outcome: TurnOutcome): void
  /** found in time, or told again because more came later */
  gathered(place: string, counts: CandidateCounts): void
}

/** One call's sound with a PBX that speaks WebRTC: nothing lies in between. */
export class DirectSession {
  readonly sound: CallSound
  readonly digits: DirectDigits
  private readonly connection: RTCPeerConnection
  private readonly turn: TurnWatch
  private readonly untilClosed = new UntilClosed()
  private readonly timer: number

  constructor(
    sound: Sound,
    use: SoundUse,
    private readonly setup: DirectSetup,
    private readonly voice: LockedVoice,
    private readonly listener: DirectSessionListener
  ) {
    const connection = new RTCPeerConnection({
      iceServers: setup.iceServers.map(({ url, ...credentials }) => ({
        urls: url,
        ...credentials
      })),
      rtcpMuxPolicy: 'require',
      ...lockableConnection
    })
    const sender = () => connection.getTransceivers()[0]?.sender
    this.connection = connection
    this.turn = new TurnWatch(connection, setup.iceServers, (outcome) => listener.turn(outcome))
    this.sound = new CallSound(sound, use, sender, listener)
    this.digits = new DirectDigits(sender)
    connection.ontrack = ({ track, receiver }) => {
      this.voice.pass(receiver)
      this.sound.play(track)
    }
    connection.onconnectionstatechange = () => {
      if (connection.connectionState === 'failed') listener.disconnected()
    }
    this.timer = window.setInterval(() => {
      connection.getStats().then(
        (report) => listener.flow(directFlow(report, connection.connectionState === 'connected')),
        () => {}
      )
    }, flowEveryMs)
  }

  /** An offer that was not answered is replaced by this one. */
  offer(held: boolean, restartIce: boolean, gathering: Gathering): Promise<string> {
    return this.untilClosed.run(() => this.makeOffer(held, restartIce, gathering))
  }

  accept(answer: string): Promise<void> {
    return this.untilClosed.run(() => this.takeAnswer(answer))
  }

  /** An offer of ours that crossed it is taken back. */
  answer(offer: string, held: boolean, gathering: Gathering): Promise<string> {
    return this.untilClosed.run(() => this.makeAnswer(offer, held, gathering))
  }

  close(): void {
    this.untilClosed.close()
    clearInterval(this.timer)
    this.digits.close()
    this.sound.close(this.connection)
  }

  private async makeOffer(
    held: boolean,
    restartIce: boolean,
    gathering: Gathering
  ): Promise<string> {
    const { connection } = this
    const transceiver =
      connection.getTransceivers()[0] ??
      connection.addTransceiver(this.sound.track ?? 'audio', { direction: 'sendrecv' })
    this.voice.guard(transceiver.sender)
    const { codecs = [] } = RTCRtpReceiver.getCapabilities('audio') ?? {}
    transceiver.setCodecPreferences(directCodecs(this.setup.codecs, codecs))
    transceiver.direction = held ? heldDirection(transceiver.currentDirection) : 'sendrecv'
    if (restartIce) connection.restartIce()
    return this.describe(gathering)
  }

  private async takeAnswer(answer: string): Promise<void> {
    const { connection } = this
    // Another answer to an offer that was answered: the same offer once more, which nobody is sent.
    if (connection.signalingState === 'stable')
      await connection.setLocalDescription(await connection.createOffer())
    await connection.setRemoteDescription({ type: 'answer', sdp: answer })
  }

  private async makeAnswer(offer: string, held: boolean, gathering: Gathering): Promise<string> {
    const { connection } = this
    await connection.setRemoteDescription({ type: 'offer', sdp: offer })
    const [transceiver] = connection.getTransceivers()
    if (!transceiver) throw new Error('no audio on offer')
    this.voice.guard(transceiver.sender)
    // What the PBX does not offer is left out of it (RFC 3264 §6.1).
    transceiver.direction = held ? 'sendonly' : 'sendrecv'
    if (!transceiver.sender.track) await transceiver.sender.replaceTrack(this.sound.track)
    return this.describe(gathering)
  }

  private describe({ place, expected }: Gathering): Promise<string> {
    const { connection, turn, listener } = this
    return describeGathered(connection, turn.isWanted, expected, {
      gathered: (counts) => {
        turn.gathered()
        listener.gathered(place, counts)
      },
      late: (counts) => listener.gathered(place, counts)
    })
  }
}

/** A stream that we hold (RFC 3264 §8.4), given what was agreed. */
function heldDirection(agreed: RTCRtpTransceiverDirection | null): RTCRtpTransceiverDirection {
  return agreed === 'recvonly' || agreed === 'inactive' ? 'inactive' : 'sendonly'
}
