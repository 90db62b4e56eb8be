import type { EngineEvent, EngineRequests, SoundUse } from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { systemSound } from './capture-voice'
import { EngineSession } from './engine-session'
import { Sound } from './sound'
import { SoundTests } from './sound-tests'

type Output<Name extends keyof EngineRequests> = Promise<EngineRequests[Name]['output']>

/** The calls that have sound, by the name main gave each. */
export class EngineSessions {
  private readonly sessions = new Map<string, EngineSession>()
  private sound: Sound | null = null
  private use = systemSound
  private readonly tests: SoundTests

  constructor(private readonly tell: (event: EngineEvent) => void) {
    this.tests = new SoundTests({
      use: () => this.use,
      began: (test) => this.tell({ type: 'sound-test', test }),
      level: (microphoneDbfs) =>
        this.tell({ type: 'levels', session: null, levels: { microphoneDbfs, receivedDbfs: -99 } })
    })
  }

  async connect(id: string, offer: string): Output<'connect'> {
    // A test captures, and a call decides itself when that is done.
    this.tests.stop()
    this.sessions.get(id)?.close()
    this.sound ??= new Sound()
    const session = new EngineSession(this.sound, this.use, {
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

  useSound(use: SoundUse): null {
    this.use = use
    for (const session of this.sessions.values()) session.useSound(use)
    this.tests.useSound(use)
    return null
  }

  async testMicrophone(): Output<'testMicrophone'> {
    if (this.sessions.size > 0) throw new Error('no test during a call')
    return { problem: await this.tests.microphone() }
  }

  playTone(): null {
    this.tests.tone()
    return null
  }

  stopSoundTest(): null {
    this.tests.stop()
    return null
  }

  private find(id: string): EngineSession {
    const session = this.sessions.get(id)
    if (!session) throw new Error('no such session')
    return session
  }
}
