import type { PbxLeg, RelayStatistics } from '@contract/ipc/media-protocol'
import type { CallQuality } from '@contract/telephony/call-quality'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import type { CallMediaSession, OfferNeed } from './call-media-session'
import { isTelephoneEvent } from './codecs'
import { EngineConnection } from './engine-connection'
import { Listeners } from '../listeners'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import { MicrophoneLocks, type MicrophoneAnswer } from './microphone-locks'
import { ReceivedAudio, type ReceivedAudioListener } from './received-audio'
import { SessionDescriptions, type MediaAccount } from './session-descriptions'
import type { DigitsSent } from '../relay/telephone-event-sender'

const digitMs = 100
const gapMs = 60

/** A call with a PBX that speaks RTP or SRTP: the relay's ports in the SDP, the engine behind the relay. */
export class RelayedCallMedia implements CallMediaSession {
  private readonly engine: EngineConnection
  private readonly microphone: MicrophoneLocks
  private readonly receivedAudio = new ReceivedAudio()
  private readonly microphoneLost = new Listeners<[]>()
  private readonly quality = new Listeners<[quality: CallQuality]>()
  private readonly offerNeeded = new Listeners<[need: OfferNeed]>()
  private readonly failed = new Listeners<[]>()
  private readonly descriptions: SessionDescriptions
  private opening: Promise<number> | null = null
  private rebinding: Promise<unknown> | null = null
  private leg: PbxLeg | null = null
  private closing: Promise<void> | null = null

  constructor(
    private readonly session: string,
    private localAddress: string,
    account: MediaAccount,
    private readonly processes: MediaProcesses,
    private readonly log: MediaLog,
    private readonly onClosed: () => void
  ) {
    this.descriptions = new SessionDescriptions(account)
    this.engine = new EngineConnection(
      session,
      processes,
      log,
      () => void this.microphone.restore()
    )
    this.microphone = new MicrophoneLocks(
      {
        lockVoice: (policy) =>
          processes.relay.request('setMicrophone', { session, microphone: policy }),
        lockEngine: (policy) =>
          processes.engine.request('setMicrophone', { session, microphone: policy }),
        // A join in whisper opens the device before anything is dialled.
        engineReady: async () => {
          await this.open()
          await this.engine.whenReady()
        }
      },
      () => this.microphoneLost.tell()
    )
  }

  get telephoneEvents(): boolean {
    return this.leg?.codecs.some(isTelephoneEvent) ?? false
  }

  async createOffer(): Promise<string> {
    return this.descriptions.offer({ host: this.localAddress, port: await this.open() })
  }

  async acceptAnswer(sdp: string): Promise<void> {
    await this.use(this.descriptions.readAnswer(sdp))
  }

  async acceptOffer(offer: string): Promise<string> {
    const given = this.descriptions.answerGivenTo(offer)
    if (given !== null) return given
    const { leg, answer } = this.descriptions.readOffer(offer)
    const port = await this.open()
    await this.use(leg)
    return answer({ host: this.localAddress, port })
  }

  setHeld(held: boolean): void {
    this.descriptions.setHeld(held)
  }

  async moveTo(localAddress: string): Promise<void> {
    if (localAddress === this.localAddress || this.closing) return
    this.localAddress = localAddress
    this.descriptions.changed()
    if (this.opening) this.opening = this.bindAgain()
    await this.opening
  }

  setMicrophone(microphone: MicrophonePolicy): Promise<MicrophoneAnswer> {
    return this.microphone.set(this.closing ? 'closed' : microphone)
  }

  async sendDigits(digits: string): Promise<DigitsSent> {
    const { session } = this
    try {
      return await this.processes.relay.request('sendTelephoneEvents', {
        session,
        digits,
        durationMs: digitMs,
        gapMs
      })
    } catch (error) {
      this.log.warn('telephone-events not sent', { error: String(error) })
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

  statistics(): Promise<RelayStatistics> {
    return this.processes.relay.request('statistics', { session: this.session })
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown()
    return this.closing
  }

  private async shutDown(): Promise<void> {
    const { session } = this
    const { relay, engine } = this.processes
    this.engine.close()
    void this.microphone.set('closed')
    await Promise.allSettled([
      // A close that overtakes the open would leave its ports bound.
      Promise.allSettled([this.opening, this.rebinding]).then(() =>
        relay.request('close', { session })
      ),
      engine.request('disconnect', { session })
    ])
    this.onClosed()
  }

  /** What the engine and the relay tell about this session. */
  readonly told = {
    receivedAudio: (flowing: boolean) => this.receivedAudio.flows(flowing),
    quality: (quality: CallQuality) => this.quality.tell(quality),
    microphoneLost: () => this.microphone.lost(),
    engineGone: () => {
      this.microphone.shut()
      this.engine.lose()
    },
    engineStarted: () => this.reconnectEngine(),
    engineDisconnected: () => this.reconnectEngine(),
    relayGone: () => {
      this.microphone.shut()
      this.engine.lose()
    },
    relayStarted: () => void this.reopen()
  }

  private get isOver(): boolean {
    return this.closing !== null
  }

  private open(): Promise<number> {
    if (this.closing) return Promise.reject(new Error('the call is over'))
    this.opening ??= this.bind()
    return this.opening
  }

  private async bind(): Promise<number> {
    const { session, localAddress } = this
    const { port } = await this.processes.relay.request('open', { session, localAddress })
    // The offer waits for the port, not for the engine: the INVITE leaves first.
    setImmediate(() => {
      if (!this.closing) this.engine.connect()
    })
    return port
  }

  private async bindAgain(wantedPort?: number): Promise<number> {
    const { session, localAddress } = this
    if (this.closing) throw new Error('the call is over')
    const wanted = wantedPort === undefined ? {} : { port: wantedPort }
    const bound = this.processes.relay.request('open', { session, localAddress, ...wanted })
    this.rebinding = bound
    return (await bound).port
  }

  private async use(leg: PbxLeg): Promise<void> {
    await this.open()
    const { session, leg: before } = this
    const { relay } = this.processes
    // A relay that has just started anew must not be given the one before after this one.
    this.leg = leg
    try {
      await relay.request('setPbxLeg', { session, leg })
    } catch (error) {
      // One that is away is given it when it is back.
      if (relay.isRunning || this.closing) {
        if (this.leg === leg) this.leg = before
        throw error
      }
    }
    this.receivedAudio.agreed(leg.direction === 'sendrecv' || leg.direction === 'recvonly')
    this.engine.prefer(leg.codecs).catch((error: unknown) => {
      this.log.warn('audio engine did not take the codec', { error: String(error) })
    })
  }

  private reconnectEngine(): void {
    if (this.closing || !this.opening || !this.processes.relay.isRunning) return
    this.microphone.shut()
    this.engine.connect()
  }

  /** A relay that started anew gets back the port that the PBX was told, if nobody else took it, and the PBX's side. */
  private async reopen(): Promise<void> {
    if (this.closing || !this.opening) return
    const { session } = this
    const { relay, engine } = this.processes
    try {
      const port = await this.opening
      const bound = await this.bindAgain(port).catch(() => this.bindAgain())
      if (this.isOver) return
      this.opening = Promise.resolve(bound)
      const { leg } = this
      if (leg) await relay.request('setPbxLeg', { session, leg })
      if (engine.isRunning) this.engine.connect()
      if (bound !== port) this.tellNewPort()
    } catch (error) {
      if (this.isOver) return
      this.log.warn('media relay not restored', { error: String(error) })
      // One that went again is started again, and this with it.
      if (relay.isRunning) this.fail()
    }
  }

  private tellNewPort(): void {
    this.log.info('media relay restored on another port', {})
    this.descriptions.changed()
    this.offerNeeded.tell('re-invite')
  }

  private fail(): void {
    if (this.isOver) return
    void this.close()
    this.failed.tell()
  }
}
