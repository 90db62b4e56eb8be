import type {
  DirectSetup,
  EngineEvent,
  EngineRequests,
  Gathering,
  SoundName,
  SoundUse
} from '@contract/ipc/media-protocol'
import type { MicrophonePolicy } from '@contract/telephony/microphone-policy'
import { systemSound } from './capture-voice'
import { DirectSession } from './direct-session'
import { EngineSession, type EngineSessionListener } from './engine-session'
import { PlayedSounds } from './played-sounds'
import { Sound } from './sound'
import { SoundTests } from './sound-tests'
import type { VoiceLock } from './voice-lock'

type Output<Name extends keyof EngineRequests> = Promise<EngineRequests[Name]['output']>

/** The calls that have sound, by the name main gave each. */
export class EngineSessions {
  private readonly sessions = new Map<string, EngineSession | DirectSession>()
  private sound: Sound | null = null
  private use = systemSound
  private ringsOnce = false
  private readonly tests: SoundTests
  private readonly sounds = new PlayedSounds(() => this.use)

  constructor(
    private readonly tell: (event: EngineEvent) => void,
    private readonly voiceLock: VoiceLock
  ) {
    this.tests = new SoundTests({
      use: () => this.use,
      began: (test) => this.tell({ type: 'sound-test', test }),
      level: (microphoneDbfs) =>
        this.tell({ type: 'levels', session: null, levels: { microphoneDbfs, receivedDbfs: -99 } })
    })
  }

  async connect(id: string, offer: string): Output<'connect'> {
    this.sessions.get(id)?.close()
    const session = new EngineSession(this.begin(), this.use, this.listener(id))
    this.sessions.set(id, session)
    return { answer: await session.answer(offer) }
  }

  async reoffer(id: string, offer: string): Output<'reoffer'> {
    const session = this.find(id)
    if (!(session instanceof EngineSession)) throw new Error('not a session of the relay')
    return { answer: await session.answer(offer) }
  }

  directOpen(id: string, setup: DirectSetup): null {
    if (this.sessions.has(id)) return null
    const voice = this.voiceLock.of(id)
    const session = new DirectSession(this.begin(), this.use, setup, voice, {
      ...this.listener(id),
      flow: (flow) => this.tell({ type: 'direct-flow', session: id, flow }),
      turn: (outcome) => this.tell({ type: 'turn', session: id, outcome }),
      gathered: (place, counts) => this.tell({ type: 'gathered', place, counts })
    })
    this.sessions.set(id, session)
    return null
  }

  async directOffer(
    id: string,
    held: boolean,
    restartIce: boolean,
    gathering: Gathering
  ): Output<'directOffer'> {
    return { sdp: await this.findDirect(id).offer(held, restartIce, gathering) }
  }

  async directAnswer(
    id: string,
    offer: string,
    held: boolean,
    gathering: Gathering
  ): Output<'directAnswer'> {
    return { sdp: await this.findDirect(id).answer(offer, held, gathering) }
  }

  async directAccept(id: string, answer: string): Output<'directAccept'> {
    await this.findDirect(id).accept(answer)
    return null
  }

  directDigits(
    id: string,
    digits: string,
    durationMs: number,
    gapMs: number
  ): Output<'directDigits'> {
    return this.findDirect(id).digits.send(digits, durationMs, gapMs)
  }

  async setMicrophone(id: string, microphone: MicrophonePolicy): Output<'setMicrophone'> {
    return this.find(id).sound.microphone.set(microphone)
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

  async useSound(use: SoundUse): Output<'useSound'> {
    this.use = use
    const sessions = [...this.sessions.values()]
    await Promise.all([
      ...sessions.map(({ sound }) => sound.useSound(use)),
      this.tests.useSound(use),
      this.sounds.useSound(use)
    ])
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

  ringOnce(): null {
    this.stopSoundTest()
    this.ringsOnce = true
    this.tell({ type: 'sound-test', test: 'ringing' })
    this.sounds.play('ringing', true, () => this.endRinging())
    return null
  }

  stopSoundTest(): null {
    this.tests.stop()
    if (!this.ringsOnce) return null
    this.sounds.stop('ringing')
    this.endRinging()
    return null
  }

  playSound(name: SoundName): null {
    if (name === 'ringing') this.endRinging()
    this.sounds.play(name)
    return null
  }

  stopSound(name: SoundName): null {
    this.sounds.stop(name)
    return null
  }

  private endRinging(): void {
    if (!this.ringsOnce) return
    this.ringsOnce = false
    this.tell({ type: 'sound-test', test: null })
  }

  private begin(): Sound {
    // A test captures, and a call decides itself when that is done.
    this.tests.stop()
    this.sound ??= new Sound()
    return this.sound
  }

  private listener(id: string): EngineSessionListener {
    return {
      levels: (levels) => this.tell({ type: 'levels', session: id, levels }),
      microphoneLost: () => this.tell({ type: 'microphone-lost', session: id }),
      disconnected: () => this.tell({ type: 'disconnected', session: id })
    }
  }

  private findDirect(id: string): DirectSession {
    const session = this.find(id)
    if (!(session instanceof DirectSession)) throw new Error('not a direct session')
    return session
  }

  private find(id: string): EngineSession | DirectSession {
    const session = this.sessions.get(id)
    if (!session) throw new Error('no such session')
    return session
  }
}
