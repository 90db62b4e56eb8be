import type { MicrophoneProblem, SoundUse } from '@contract/ipc/media-protocol'
import type { SoundTest } from '@contract/ipc/sound-view'
import { AmplifiedVoice } from './amplified-voice'
import { captureVoice } from './capture-voice'
import { chime } from './chime'
import { toDbfs } from './dbfs'
import { elapsed } from './elapsed'
import { LevelMeter } from './level-meter'
import { microphoneProblem } from './microphone-problem'
import { Player } from './player'
import { recordVoice } from './record-voice'
import { Sound } from './sound'

const recordedMs = 3_000
const levelsEveryMs = 50
/** What a speaker still has to play when the last sample was handed to it. */
const devicesLateMs = 200

export interface SoundTestPorts {
  /** what is chosen now */
  use(): SoundUse
  /** which test runs now; null when it is over */
  began(test: SoundTest | null): void
  /** of the microphone, only while it records */
  level(dbfs: number): void
}

/** Tries the devices out, one test at a time: a new one ends the one before. Nothing of it leaves this process. */
export class SoundTests {
  private current: AbortController | null = null
  private player: Player | null = null
  private voice: AmplifiedVoice | null = null

  constructor(private readonly ports: SoundTestPorts) {}

  /** Records, then plays back. Resolves when the device is open, or cannot be. */
  async microphone(): Promise<MicrophoneProblem | null> {
    const signal = this.begin()
    let track: MediaStreamTrack
    try {
      track = await captureVoice(this.ports.use())
    } catch (error) {
      this.end(signal)
      return microphoneProblem(error)
    }
    if (signal.aborted) track.stop()
    else {
      const over = this.run(signal, (sound) => this.recordAndPlay(sound, track, signal))
      void over.finally(() => track.stop())
    }
    return null
  }

  tone(): void {
    const signal = this.begin()
    void this.run(signal, async (sound) => {
      this.ports.began('tone')
      const { sampleRate } = sound.context
      const samples = chime(sampleRate)
      const buffer = new AudioBuffer({ length: samples.length, sampleRate })
      buffer.copyToChannel(samples, 0)
      await this.play(sound, buffer, signal)
    })
  }

  stop(): void {
    this.current?.abort()
    if (this.current) this.end(this.current.signal)
  }

  async useSound(use: SoundUse): Promise<void> {
    this.voice?.setGain(use.microphoneGainDb)
    await this.player?.use(use)
  }

  private begin(): AbortSignal {
    this.stop()
    this.current = new AbortController()
    return this.current.signal
  }

  private end(signal: AbortSignal): void {
    if (this.current?.signal !== signal) return
    this.current = null
    this.ports.began(null)
  }

  private async run(signal: AbortSignal, test: (sound: Sound) => Promise<void>): Promise<void> {
    let sound: Sound | null = null
    try {
      sound = new Sound()
      await test(sound)
    } catch {
      // Stopped, or nothing was recorded: either way it is over.
    } finally {
      sound?.close()
      this.end(signal)
    }
  }

  private async recordAndPlay(sound: Sound, track: MediaStreamTrack, signal: AbortSignal) {
    const recorded = await this.record(sound, track, signal)
    const buffer = await sound.context.decodeAudioData(recorded)
    signal.throwIfAborted()
    this.ports.began('playing')
    await this.play(sound, buffer, signal)
  }

  private async play({ context }: Sound, buffer: AudioBuffer, signal: AbortSignal) {
    const source = new AudioBufferSourceNode(context, { buffer })
    const destination = context.createMediaStreamDestination()
    source.connect(destination)
    const player = new Player(this.ports.use())
    this.player = player
    try {
      player.play(destination.stream)
      source.start()
      // Not until the node says so: without a sound card its clock may stand still.
      await elapsed(buffer.duration * 1_000 + devicesLateMs, signal)
    } finally {
      if (this.player === player) this.player = null
      player.stop()
      source.stop()
    }
  }

  private async record(sound: Sound, track: MediaStreamTrack, signal: AbortSignal) {
    // Also without a gain: a recording cannot go over to another track when there is one.
    const voice = new AmplifiedVoice(track, this.ports.use().microphoneGainDb)
    this.voice = voice
    const meter = new LevelMeter(sound)
    meter.measure(voice.track)
    const levels = setInterval(() => this.ports.level(meter.dbfs()), levelsEveryMs)
    // At once, not when the recorder has let go of it.
    const close = () => {
      track.stop()
      voice.close()
    }
    signal.addEventListener('abort', close)
    try {
      this.ports.began('recording')
      return await recordVoice(voice.track, recordedMs, signal)
    } finally {
      close()
      if (this.voice === voice) this.voice = null
      signal.removeEventListener('abort', close)
      clearInterval(levels)
      meter.measure(null)
      this.ports.level(toDbfs(0))
    }
  }
}
