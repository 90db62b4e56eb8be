import { randomUUID } from 'node:crypto'
import type { Levels } from '@contract/ipc/snapshot'
import type { CallMediaSession } from './call-media-session'
import { Listeners } from '../listeners'
import type { MediaLog } from '../processes/media-log'
import type { MediaProcesses } from '../processes/media-processes'
import { RelayedCallMedia } from './relayed-call-media'
import type { MediaAccount } from './session-descriptions'

/** RTP as PBXs speak it by themselves. */
const plainAccount: MediaAccount = { transport: 'udp' }

/** The live calls' media, and who of them is told what the two processes say. */
export class CallMediaSessions {
  private readonly sessions = new Map<string, RelayedCallMedia>()
  private readonly levels = new Listeners<[levels: Levels]>()

  constructor(
    private readonly processes: MediaProcesses,
    private readonly log: MediaLog
  ) {
    const { relay, engine } = processes
    relay.onGone(() => this.tellAll('relayGone'))
    relay.onStarted(() => this.tellAll('relayStarted'))
    engine.onGone(() => this.tellAll('engineGone'))
    engine.onStarted(() => this.tellAll('engineStarted'))
    relay.onEvent(({ session, flowing }) => this.sessions.get(session)?.told.receivedAudio(flowing))
    engine.onEvent((event) => {
      switch (event.type) {
        case 'levels':
          this.levels.tell(event.levels)
          break
        case 'microphone-lost':
          this.sessions.get(event.session)?.told.microphoneLost()
          break
        case 'disconnected':
          this.sessions.get(event.session)?.told.engineDisconnected()
          break
        case 'direct-flow':
        case 'devices':
        case 'sound-test':
          break
      }
    })
  }

  open(localAddress: string, account = plainAccount): CallMediaSession {
    const id = randomUUID()
    const { processes, log } = this
    const session = new RelayedCallMedia(id, localAddress, account, processes, log, () =>
      this.sessions.delete(id)
    )
    this.sessions.set(id, session)
    return session
  }

  onLevels(listener: (levels: Levels) => void): () => void {
    return this.levels.add(listener)
  }

  async closeAll(): Promise<void> {
    await Promise.all([...this.sessions.values()].map((session) => session.close()))
  }

  private tellAll(what: 'relayGone' | 'relayStarted' | 'engineGone' | 'engineStarted'): void {
    for (const session of this.sessions.values()) session.told[what]()
  }
}
