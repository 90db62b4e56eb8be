import type { Levels } from '@contract/ipc/snapshot'
import type { IceServerKind } from '@contract/settings/ice-server-kind'
import type { CallMediaSession } from './session/call-media-session'
import { CallMediaSessions, type CallAccount, type TurnNews } from './session/call-media-sessions'
import type { DirectFailure } from './session/direct-watch'
import { tryIceServer, type IceServerOutcome } from './session/ice-server-trial'
import type { IceAccount } from './session/ice-servers'
import type { Authorities } from './session/tls-server'
import { TurnTrust } from './session/turn-trust'
import {
  ElectronAudioEngineHost,
  enginePartition,
  type EnginePage
} from './processes/electron-audio-engine-host'
import { vouchForCertificates } from './processes/electron-turn-certificates'
import { ElectronRelayHost } from './processes/electron-relay-host'
import type { MediaLog } from './processes/media-log'
import { SoundDevices } from './devices/sound-devices'
import { Sounds } from './devices/sounds'
import { within } from './processes/within'

export type { CallMediaSession, OfferNeed } from './session/call-media-session'
export type { CallAccount, TurnNews } from './session/call-media-sessions'
export type { IceServerOutcome } from './session/ice-server-trial'
export type { SoundDevices } from './devices/sound-devices'
export type { Sounds } from './devices/sounds'

export interface MediaHostOptions {
  /** entry of the relay's utility process */
  readonly relayEntry: string
  readonly enginePage: EnginePage
  readonly enginePreload: string
  /** who is believed to be a server, with the authorities of a CA file */
  readonly authorities: Authorities
  readonly log: MediaLog
}

const startMs = 20_000
const listDevicesAfterMs = 1_000

/** The media path of the application: two processes, and a session for each call. */
export class MediaHost {
  readonly sound: SoundDevices
  readonly sounds: Sounds
  private readonly relay: ElectronRelayHost
  private readonly engine: ElectronAudioEngineHost
  private readonly trust: TurnTrust
  private readonly sessions: CallMediaSessions

  constructor(private readonly options: MediaHostOptions) {
    const { relayEntry, enginePage, enginePreload, authorities, log } = options
    this.relay = new ElectronRelayHost(relayEntry, log)
    this.engine = new ElectronAudioEngineHost(enginePage, enginePreload, log)
    // Before the sessions: an engine that comes back knows its devices before a call opens one.
    this.sound = new SoundDevices(this.engine.process, log)
    this.sounds = new Sounds(this.engine.process)
    this.trust = new TurnTrust(authorities, log)
    const { process: engine, voiceLock } = this.engine
    this.sessions = new CallMediaSessions({ relay: this.relay.process, engine, voiceLock }, log)
  }

  /** After the app is ready. Rejects when one of the two processes does not come up; then neither is left running. */
  async start(): Promise<void> {
    vouchForCertificates(enginePartition, (host, certificate) =>
      this.trust.vouchesFor(host, certificate)
    )
    try {
      await Promise.all([
        within(startMs, 'media relay did not start', this.relay.start()),
        within(startMs, 'audio engine did not start', this.engine.start())
      ])
    } catch (error) {
      this.relay.stop()
      this.engine.stop()
      throw error
    }
  }

  /**
   * @param localAddress - the one of this machine that routes to the PBX
   * @param account - how its media is encrypted, and whether the engine negotiates it itself; plain RTP without one
   */
  openCallMedia(localAddress: string, account?: CallAccount): CallMediaSession {
    // Later: listing devices takes the engine tens of milliseconds, and a call is about to begin.
    setTimeout(() => this.sound.refresh(), listDevicesAfterMs)
    if (account) this.trust.use(account)
    return this.sessions.open(localAddress, account)
  }

  /** About ten a second while a call has media, or the microphone is tested. */
  onLevels(listener: (levels: Levels) => void): () => void {
    return this.sessions.onLevels(listener)
  }

  /** The media of a call has failed, and the call ends. */
  onCallFailed(listener: (failure: DirectFailure) => void): () => void {
    return this.sessions.onFailed(listener)
  }

  /** What became of the TURN server `server` of a call, whenever it is asked. */
  onTurn(listener: (server: string, news: TurnNews) => void): () => void {
    return this.sessions.onTurn(listener)
  }

  /**
   * Asks a STUN or TURN server of an account as a call would.
   *
   * @throws when the engine does not run, or not any more
   */
  tryIceServer(account: IceAccount, kind: IceServerKind): Promise<IceServerOutcome> {
    this.trust.use(account)
    this.sessions.waitForServers()
    return tryIceServer(this.engine.process, account, kind, this.options.authorities)
  }

  async stop(): Promise<void> {
    await this.sessions.closeAll()
    this.relay.stop()
    this.engine.stop()
  }
}
