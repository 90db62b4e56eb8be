import { ReasonedError } from '@contract/errors/reasoned-error'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type {
  DirectFlow,
  DirectSetup,
  Gathering,
  RelayStatistics,
  TurnOutcome
} from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import { Listeners } from '../listeners'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import type { DigitsSent } from '../relay/telephone-event-sender'
import type { CallMediaSession, OfferNeed } from './call-media-session'
import { readDirect, type DirectDescription } from './direct-description'
import { DirectWatch, type DirectFailure } from './direct-watch'
import { MicrophoneLocks, type MicrophoneAnswer } from './microphone-locks'
import { ReceivedAudio, type ReceivedAudioListener } from './received-audio'

const digitMs = 100
const gapMs = 60

export interface DirectCallMediaOptions {
  readonly session: string
  readonly localAddress: string
  readonly setup: DirectSetup
  readonly gathering: (localAddress: string) => Gathering
  readonly engine: MediaProcesses['engine']
  readonly voiceLock: MediaProcesses['voiceLock']
  readonly log: MediaLog
  readonly onClosed: () => void
  readonly onTurn: (outcome: TurnOutcome) => void
  readonly onFailed: (failure: DirectFailure) => void
}

/** A call with a PBX that speaks WebRTC (docs/adr/0013): the engine negotiates, and its SDP passes through here. */
export class DirectCallMedia implements CallMediaSession {
  private readonly microphone: MicrophoneLocks
  private readonly watch: DirectWatch
  private readonly receivedAudio = new ReceivedAudio()
  private readonly quality = new Listeners<[quality: CallQuality]>()
  private readonly microphoneLost = new Listeners<[]>()
  private readonly offerNeeded = new Listeners<[need: OfferNeed]>()
  private readonly failed = new Listeners<[]>()
  private localAddress: string
  private opening: Promise<null> | null = null
  private closing: Promise<void> | null = null
  private held = false
  private restartIce = false
  private agreed: DirectDescription = { telephoneEvents: false, sends: false }
  /** the engine went, and took the connection along */
  private isLost = false
  /** and with it what was offered, and may still be answered */
  private offerIsLost = false

  constructor(private readonly options: DirectCallMediaOptions) {
    const { session, voiceLock } = options
    this.localAddress = options.localAddress
    this.watch = new DirectWatch({
      receivedAudio: (flowing) => this.receivedAudio.flows(flowing),
      quality: (quality) => this.quality.tell(quality),
      path: (path) => options.log.info('the way of a direct call', { path }),
      failed: (failure) => this.fail(failure)
    })
    this.microphone = new MicrophoneLocks(
      {
        lockVoice: (microphone) => voiceLock.request('lockVoice', { session, microphone }),
        lockEngine: (microphone) => this.lock(microphone),
        engineReady: async () => {
          await Promise.all([this.open(), voiceLock.whenRunning()])
        }
      },
      () => this.microphoneLost.tell()
    )
  }

  get telephoneEvents(): boolean {
    return this.agreed.telephoneEvents
  }

  async createOffer(): Promise<string> {
    const { held, restartIce } = this
    const { engine, session } = await this.open()
    const gathering = this.options.gathering(this.localAddress)
    const { sdp } = await engine.request('directOffer', { session, held, restartIce, ...gathering })
    this.restartIce = false
    this.offerIsLost = false
    return this.isLost ? withNewAssociation(sdp) : sdp
  }

  async acceptAnswer(answer: string): Promise<void> {
    const description = readDirect(answer)
    // The other side may have been ringing meanwhile: the call begins, and another offer follows.
    if (this.offerIsLost) return
    const { engine, session } = await this.open()
    await usable(engine.request('directAccept', { session, answer }))
    this.agree(description)
  }

  async acceptOffer(offer: string): Promise<string> {
    const { held } = this
    const description = readDirect(offer)
    const { engine, session } = await this.open()
    const gathering = this.options.gathering(this.localAddress)
    const { sdp } = await usable(
      engine.request('directAnswer', { session, offer, held, ...gathering })
    )
    this.agree(description)
    return sdp
  }

  setHeld(held: boolean): void {
    this.held = held
  }

  /** Nothing is bound here: the next offer looks for a way from wherever this machine is now. */
  moveTo(localAddress: string): Promise<void> {
    this.restartIce ||= localAddress !== this.localAddress
    this.localAddress = localAddress
    return Promise.resolve()
  }

  setMicrophone(microphone: MicrophonePolicy): Promise<MicrophoneAnswer> {
    return this.microphone.set(this.closing ? 'closed' : microphone)
  }

  async sendDigits(digits: string): Promise<DigitsSent> {
    const { session, engine, log } = this.options
    try {
      return await engine.request('directDigits', { session, digits, durationMs: digitMs, gapMs })
    } catch (error) {
      log.warn('telephone-events not sent', { error: String(error) })
      return { sent: false, firstPacketAt: 0 }
    }
  }

  onReceivedAudio(listener: ReceivedAudioListener): () => void {
    return this.receivedAudio.add(listener)
  }

  onQuality(listener: (quality: CallQuality) => void): () => void {
    return this.quality.add(listener)
  }

  onMicrophoneLost(listener: () => void): () => void {
    return this.microphoneLost.add(listener)
  }

  onOfferNeeded(listener: (need: OfferNeed) => void): () => void {
    return this.offerNeeded.add(listener)
  }

  onFailed(listener: () => void): () => void {
    return this.failed.add(listener)
  }

  /** As of the last second. */
  statistics(): Promise<RelayStatistics> {
    const { packetsSent = 0, packetsReceived = 0 } = this.watch.flow ?? {}
    const counts = { packetsToPbx: packetsSent, packetsFromPbx: packetsReceived }
    return Promise.resolve({ ...counts, dropped: 0, silenced: 0 })
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown()
    return this.closing
  }

  /** What the engine tells about this session. */
  readonly told = {
    microphoneLost: () => {
      this.watch.microphone.reset()
      this.microphone.lost()
    },
    flow: (flow: DirectFlow) => this.watch.counted(flow),
    turn: (outcome: TurnOutcome) => {
      const { log, onTurn } = this.options
      if (outcome.kind === 'relays') log.info('TURN server relays')
      else log.warn('no TURN server for a direct call', { ...outcome })
      onTurn(outcome)
    },
    engineGone: () => this.lose(),
    engineStarted: () => {
      if (this.isLost && !this.closing) this.offerNeeded.tell('new-session')
    },
    engineDisconnected: () => {
      this.restartIce = true
      if (!this.closing) this.offerNeeded.tell('re-invite')
    }
  }

  private async open(): Promise<Pick<DirectCallMediaOptions, 'engine' | 'session'>> {
    const { session, setup, engine } = this.options
    if (this.closing) throw new Error('the call is over')
    this.opening ??= engine.request('directOpen', { session, ...setup })
    const { opening } = this
    try {
      await opening
    } catch (error) {
      if (this.opening === opening) this.opening = null
      throw error
    }
    return this.options
  }

  private async lock(microphone: MicrophonePolicy): Promise<MicrophoneAnswer> {
    const { session, engine } = this.options
    const { microphone: confirmation } = this.watch
    const ask = confirmation.ask(microphone)
    if (microphone === 'open') this.watch.mayBeOpen()
    const answer = await engine.request('setMicrophone', { session, microphone })
    confirmation.confirm(ask, answer.microphone)
    return answer
  }

  private agree(description: DirectDescription): void {
    this.agreed = description
    this.receivedAudio.agreed(description.sends)
    this.watch.answered(description.sends && !this.held)
    if (!this.isLost) return
    this.isLost = false
    void this.microphone.restore()
  }

  private lose(): void {
    this.microphone.shut()
    this.watch.restart()
    this.isLost ||= this.opening !== null
    this.offerIsLost ||= this.opening !== null
    this.opening = null
    // Before what was asked of the engine rejects: that is no reason to end the call.
    if (this.isLost && !this.closing) this.offerNeeded.tell('later')
  }

  private fail(failure: DirectFailure): void {
    if (this.closing) return
    this.options.log.warn('a direct call cannot go on', { failure })
    this.options.onFailed(failure)
    void this.close()
    this.failed.tell()
  }

  private async shutDown(): Promise<void> {
    const { session, engine, onClosed } = this.options
    this.watch.stop()
    void this.microphone.set('closed')
    await engine.request('disconnect', { session }).catch(() => null)
    onClosed()
  }
}

/** RFC 8842 §3.1 has the new fingerprint say it. Asterisk goes on with the keys of the last DTLS unless this is said (RFC 4145 §5). */
function withNewAssociation(sdp: string): string {
  return sdp.replace(/^a=setup:\S+/m, '$&\r\na=connection:new')
}

/** @throws ReasonedError */
async function usable<Value>(negotiating: Promise<Value>): Promise<Value> {
  try {
    return await negotiating
  } catch (cause) {
    throw new ReasonedError('media', 'not-usable', {}, { cause })
  }
}
