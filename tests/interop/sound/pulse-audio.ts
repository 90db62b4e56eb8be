import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { basename, join } from 'node:path'
import { text } from 'node:stream/consumers'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { epochMs } from '../../support/phone/clock'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { debianChroot } from '../chroot/debian-chroot'
import { makeRunFolder } from '../chroot/run-folder'
import { ProgramLog } from '../program-log'
import { recorderArguments, SinkEar } from './sink-ear'

const startWithinMs = 10_000

/**
 * A sound server, and a phone that can be compared with on it.
 *
 * @throws LabUnavailable when this machine cannot hold it
 */
export function pulseAudioChroot(): Promise<string> {
  return debianChroot({
    name: 'sound',
    suites: process.env['PULSEAUDIO_SUITES'] ?? 'trixie bookworm',
    program: '/usr/bin/baresip',
    packages: ['pulseaudio', 'pulseaudio-utils', 'baresip-core', 'libasound2-plugins']
  })
}

/** A device that can be pulled out: the number of its module. */
export interface PluggedDevice {
  readonly module: string
}

/** A sound server of this run alone, with microphones and loudspeakers that come and go. */
export class PulseAudio {
  private readonly ears: SinkEar[] = []
  private readonly listeners: ChildProcess[] = []

  private constructor(
    readonly chroot: string,
    /** of this run, seen from outside */
    readonly folder: string,
    private readonly daemon: ChildProcess
  ) {}

  /** @throws LabUnavailable when this machine cannot hold it */
  static async start(): Promise<PulseAudio> {
    const chroot = await pulseAudioChroot()
    const folder = makeRunFolder(chroot)
    const inside = join('/lab', basename(folder))
    const daemon = spawnInChroot({
      chroot,
      command: [
        ...['/usr/bin/env', `XDG_RUNTIME_DIR=${inside}`, '/usr/bin/pulseaudio', '-n'],
        ...['--daemonize=no', '--exit-idle-time=-1', '--use-pid-file=no', '--disable-shm=yes'],
        ...['--realtime=no', '--high-priority=no', '--log-target=stderr', '--log-level=notice'],
        ...['-L', `module-native-protocol-unix auth-anonymous=1 socket=${inside}/native`]
      ],
      family: 'itself',
      cwd: inside
    })
    const log = new ProgramLog()
    log.follow(daemon)
    const pulse = new PulseAudio(chroot, folder, daemon)
    try {
      await pulse.untilItAnswers(log)
      return pulse
    } catch (error) {
      await pulse.stop()
      throw error
    }
  }

  /** for the programs that are to use it */
  get environment(): Readonly<Record<string, string>> {
    return { PULSE_SERVER: `unix:${join(this.folder, 'native')}` }
  }

  /** the same for programs in its chroot */
  get serverInside(): string {
    return `PULSE_SERVER=unix:/lab/${basename(this.folder)}/native`
  }

  /** A tone that somebody holds, for microphones to hear. */
  async soundTone(name: string, toneHz: number): Promise<void> {
    await this.plugInSpeaker(name, `Mouth ${toneHz} Hz`)
    await this.load('module-sine', `sink=${name}`, `frequency=${toneHz}`)
    // A sink to which nobody listens closely works in blocks of 2 s, which no real microphone does.
    const listener = this.recorder(name)
    listener.stdout?.resume()
    listener.stderr?.resume()
    this.listeners.push(listener)
  }

  plugInMicrophone(name: string, label: string, tone: string): Promise<PluggedDevice> {
    const properties = `source_properties="device.description='${label}'"`
    const heard = `master=${tone}.monitor`
    return this.load('module-remap-source', `source_name=${name}`, heard, properties)
  }

  plugInSpeaker(name: string, label: string): Promise<PluggedDevice> {
    const properties = `sink_properties="device.description='${label}'"`
    return this.load('module-null-sink', `sink_name=${name}`, 'rate=48000', properties)
  }

  async unplug({ module }: PluggedDevice): Promise<void> {
    await this.pactl('unload-module', module)
  }

  /** Listens at a loudspeaker for as long as it is there. */
  async listenAt(sink: string): Promise<SinkEar> {
    const ear = new SinkEar(this.recorder(sink))
    this.ears.push(ear)
    await ear.begun()
    return ear
  }

  /** What a loudspeaker is given, in the format of `recorderArguments`. Whoever asks for it ends it. */
  recorder(sink: string): ChildProcess {
    return this.program('parec', [`--device=${sink}.monitor`, ...recorderArguments])
  }

  /** Plays a WAV file of the run's folder to its end. */
  async play(sink: string, file: string): Promise<void> {
    const path = join('/lab', basename(this.folder), file)
    const child = this.program('paplay', [`--device=${sink}`, path])
    child.stdout?.resume()
    child.stderr?.resume()
    await once(child, 'close')
  }

  /** @returns what it printed */
  async pactl(...args: readonly string[]): Promise<string> {
    const child = this.program('pactl', args)
    const closed = once(child, 'close') as Promise<[number | null]>
    const [printed, problem, [code]] = await Promise.all([
      child.stdout ? text(child.stdout) : '',
      child.stderr ? text(child.stderr) : '',
      closed
    ])
    if (code !== 0) throw new Error(`pactl ${args.join(' ')}: ${problem.trim()}`)
    return printed
  }

  async stop(): Promise<void> {
    await Promise.all([
      ...this.ears.map((ear) => ear.stop()),
      ...this.listeners.map((listener) => killed(listener))
    ])
    await killed(this.daemon)
    rmSync(this.folder, { recursive: true, force: true })
  }

  private async load(module: string, ...args: readonly string[]): Promise<PluggedDevice> {
    return { module: (await this.pactl('load-module', module, ...args)).trim() }
  }

  private program(name: string, args: readonly string[]): ChildProcess {
    return spawnInChroot({
      chroot: this.chroot,
      command: ['/usr/bin/env', this.serverInside, `/usr/bin/${name}`, ...args],
      family: 'itself'
    })
  }

  /** Nothing says when it listens. */
  private async untilItAnswers(log: ProgramLog): Promise<void> {
    const deadline = epochMs() + startWithinMs
    for (;;) {
      try {
        await this.pactl('info')
        return
      } catch (error) {
        if (epochMs() > deadline) throw new Error(`pulseaudio: ${log.tail()}`, { cause: error })
        await setTimeoutPromise(50)
      }
    }
  }
}
