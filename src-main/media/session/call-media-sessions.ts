import { randomUUID } from 'node:crypto'
import { defaultVoiceCodecs } from '@contract/settings/voice-codecs'
import type { TurnOutcome } from '@contract/ipc/media-protocol'
import type { Levels } from '@contract/ipc/snapshot'
import type { CallMediaSession } from './call-media-session'
import { Listeners } from '../listeners'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import { DirectCallMedia } from './direct-call-media'
import type { DirectFailure } from './direct-watch'
import { GatheringMemory } from './gathering-memory'
import { iceServers, type IceAccount } from './ice-servers'
import { RelayedCallMedia } from './relayed-call-media'
import type { MediaAccount } from './session-descriptions'

/** What an account says about the media of its calls. */
export type CallAccount = MediaAccount & IceAccount

/** What became of the TURN server of a call; without its password it was not asked. */
export type TurnNews = TurnOutcome | { readonly kind: 'password-missing' }

/** RTP as PBXs speak it by themselves. */
const plainAccount: CallAccount = { transport: 'udp' }

/** The live calls' media, and who of them is told what the two processes say. */
export class CallMediaSessions {
  private readonly relayed = new Map<string, RelayedCallMedia>()
  private readonly direct = new Map<string, DirectCallMedia>()
  private readonly gatherings = new GatheringMemory()
  private readonly failures = new Listeners<[failure: DirectFailure]>()
  private readonly turns = new Listeners<[server: string, news: TurnNews]>()
  private readonly levels = new Listeners<[levels: Levels]>()

  constructor(
    private readonly processes: MediaProcesses,
    private readonly log: MediaLog
  ) {
    const { relay, engine } = processes
    relay.onGone(() => this.tellRelayed('relayGone'))
    relay.onStarted(() => this.tellRelayed('relayStarted'))
    engine.onGone(() => this.tellAll('engineGone'))
    engine.onStarted(() => this.tellAll('engineStarted'))
    relay.onEvent((event) => {
      const told = this.relayed.get(event.session)?.told
      if (event.type === 'quality') told?.quality(event.quality)
      else told?.receivedAudio(event.flowing)
    })
    engine.onEvent((event) => {
      switch (event.type) {
        case 'levels':
          this.levels.tell(event.levels)
          break
        case 'microphone-lost':
          this.find(event.session)?.told.microphoneLost()
          break
        case 'disconnected':
          this.find(event.session)?.told.engineDisconnected()
          break
        case 'direct-flow':
          this.direct.get(event.session)?.told.flow(event.flow)
          break
        case 'turn':
          this.direct.get(event.session)?.told.turn(event.outcome)
          break
        case 'gathered':
          this.log.debug('gathered', { ...event.counts })
          this.gatherings.note(event.place, event.counts)
          break
        case 'devices':
        case 'sound-test':
          break
      }
    })
  }

  open(localAddress: string, account: CallAccount = plainAccount): CallMediaSession {
    return account.mediaSecurity === 'dtls'
      ? this.openDirect(localAddress, account)
      : this.openRelayed(localAddress, account)
  }

  /** The media of a call has failed, and the call ends. */
  onFailed(listener: (failure: DirectFailure) => void): () => void {
    return this.failures.add(listener)
  }

  onTurn(listener: (server: string, news: TurnNews) => void): () => void {
    return this.turns.add(listener)
  }

  onLevels(listener: (levels: Levels) => void): () => void {
    return this.levels.add(listener)
  }

  /** The next call waits for its servers, whatever they were like in the last one. */
  waitForServers(): void {
    this.gatherings.forget()
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.all].map((session) => session.close()))
  }

  private openRelayed(localAddress: string, account: MediaAccount): CallMediaSession {
    const id = randomUUID()
    const { processes, log } = this
    const used = [processes.relay.use(), processes.engine.use()]
    const session = new RelayedCallMedia(id, localAddress, account, processes, log, () => {
      this.relayed.delete(id)
      for (const leave of used) leave()
    })
    this.relayed.set(id, session)
    return session
  }

  private openDirect(localAddress: string, account: CallAccount): CallMediaSession {
    const id = randomUUID()
    const { turnServer, turnPassword, codecs = defaultVoiceCodecs } = account
    const servers = iceServers(account)
    const gathering = this.gatherings.ofCall(servers)
    const turn = (news: TurnNews) => {
      if (turnServer) this.turns.tell(turnServer.host, news)
    }
    const { engine, voiceLock } = this.processes
    const used = [engine.use(), voiceLock.use()]
    const session = new DirectCallMedia({
      session: id,
      localAddress,
      setup: { iceServers: servers, codecs },
      gathering: gathering.from,
      engine,
      voiceLock,
      log: this.log,
      onClosed: () => {
        this.direct.delete(id)
        gathering.end()
        for (const leave of used) leave()
      },
      onTurn: turn,
      onFailed: (failure) => this.failures.tell(failure)
    })
    this.direct.set(id, session)
    if (turnServer && !turnPassword) turn({ kind: 'password-missing' })
    return session
  }

  private get all(): readonly (RelayedCallMedia | DirectCallMedia)[] {
    return [...this.relayed.values(), ...this.direct.values()]
  }

  private find(id: string): RelayedCallMedia | DirectCallMedia | undefined {
    return this.relayed.get(id) ?? this.direct.get(id)
  }

  private tellAll(what: 'engineGone' | 'engineStarted'): void {
    for (const session of this.all) session.told[what]()
  }

  private tellRelayed(what: 'relayGone' | 'relayStarted'): void {
    for (const session of this.relayed.values()) session.told[what]()
  }
}
