import type { EngineEvent, EngineRequests } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { EngineSession } from './engine-session'
import { Sound } from './sound'

type Output<Name extends keyof EngineRequests> = Promise<EngineRequests[Name]['output']>

/** The calls that have sound, by the name main gave each. */
export class EngineSessions {
  private readonly sessions = new Map<string, EngineSession>()
  private sound: Sound | null = null

  constructor(private readonly tell: (event: EngineEvent) => void) {}

  async connect(id: string, offer: string): Output<'connect'> {
    this.sessions.get(id)?.close()
    this.sound ??= new Sound()
    const session = new EngineSession(this.sound, {
      levels: (levels) => this.tell({ type: 'levels', session: id, levels }),
      microphoneLost: () => this.tell({ type: 'microphone-lost', session: id }),
      disconnected: () => this.tell({ type: 'disconnected', session: id })
    })
    this.sessions.set(id, session)
    return { answer: await session.answer(offer) }
  }

  async reoffer(id: string, offer: string): Output<'reoffer'> {
    return { answer: await this.find(id).answer(offer) }
  }

  async setMicrophone(id: string, microphone: MicrophonePolicy): Output<'setMicrophone'> {
    return this.find(id).microphone.set(microphone)
  }

  disconnect(id: string): null {
    this.sessions.get(id)?.close()
    this.sessions.delete(id)
    if (this.sessions.size === 0) {
      this.sound?.close()
      this.sound = null
    }
    return null
  }

  private find(id: string): EngineSession {
    const session = this.sessions.get(id)
    if (!session) throw new Error('no such session')
    return session
  }
}
