import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import type { VoiceCodec } from '@contract/settings/voice-codecs'
import { levelDbfs, silenceDbfs } from '../../../src-main/demo-pbx/audio/goertzel'
import { epochMs } from '../../support/phone/clock'
import { presentDbfs } from '../../support/phone/tone-analysis'
import { wavOf } from '../../support/wav'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { makeRunFolder } from '../chroot/run-folder'
import { freeSipPort } from '../free-port'
import { ProgramLog } from '../program-log'
import { sipPeersChroot } from '../sip-peers-chroot'
import { ControlLink } from './control-link'

const startWithinMs = 10_000
/** of what it reads and plays; it does not convert */
const sampleRates = { PCMA: 8_000, PCMU: 8_000, G722: 16_000, opus: 48_000 } as const
/** as its accounts name them, and what its files have to hold */
const formats = { PCMA: 'PCMA', PCMU: 'PCMU', G722: 'G722', opus: 'opus/48000/2' } as const
/** longer than any call of a test */
const toneSeconds = 120
const wavHeaderLength = 44
const heardSeconds = 0.4

export interface BaresipOptions {
  readonly user: string
  /** its registrar and proxy */
  readonly domain: string
  readonly server: { readonly host: string; readonly port: number; readonly transport: string }
  readonly toneHz: number
  /** PCMA where it is left out */
  readonly codec?: VoiceCodec
  readonly answerMode?: 'manual' | 'auto'
  /** more lines of its configuration */
  readonly settings?: readonly string[]
  /** more parameters of the account, e.g. `;mediaenc=srtp-mand` */
  readonly parameters?: string
}

/** A running baresip: somebody else's phone, told what to do over its control port. */
export interface Baresip {
  /** as it stands in its file of accounts */
  readonly account: string
  readonly link: ControlLink
  readonly log: ProgramLog
  /** what it was given to hear since the audio last began */
  heard(): Int16Array
  /** Level of a tone in what it is given to hear from now on, as soon as it is there. */
  hears(toneHz: number, milliseconds: number): Promise<number>
  stop(): Promise<void>
}

/** @throws LabUnavailable */
export async function startBaresip(options: BaresipOptions): Promise<Baresip> {
  const chroot = await sipPeersChroot()
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  const controlPort = await freeSipPort()
  mkdirSync(join(folder, 'etc'))
  mkdirSync(join(folder, 'heard'))
  writeFileSync(join(folder, 'tone.wav'), toneFile(options))
  writeFileSync(join(folder, 'etc/config'), configuration(inside, controlPort, options))
  writeFileSync(join(folder, 'etc/accounts'), `${account(options)}\n`)
  writeFileSync(join(folder, 'etc/contacts'), '')
  const log = new ProgramLog()
  const child = spawnInChroot({
    chroot,
    command: ['/usr/bin/baresip', '-f', `${inside}/etc`],
    family: 'itself',
    cwd: inside
  })
  log.follow(child)
  const stop = async () => {
    await killed(child)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const link = await linkTo(controlPort, log)
    return {
      account: account(options),
      link,
      log,
      heard: () => lastHeard(join(folder, 'heard')).samples,
      hears: (toneHz, milliseconds) => hearsTone(join(folder, 'heard'), toneHz, milliseconds),
      async stop() {
        link.close()
        await stop()
      }
    }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Nothing says when it listens. */
export async function linkTo(port: number, log: ProgramLog): Promise<ControlLink> {
  const deadline = epochMs() + startWithinMs
  for (;;) {
    try {
      return await ControlLink.open('127.0.0.1', port)
    } catch (error) {
      if (epochMs() > deadline) throw new Error(`baresip: ${log.tail()}`, { cause: error })
      await setTimeoutPromise(50)
    }
  }
}

function account({
  user,
  domain,
  server,
  answerMode = 'manual',
  codec = 'PCMA',
  parameters = ''
}: BaresipOptions): string {
  const { host, port, transport } = server
  const proxy = `;outbound="sip:${host}:${port};transport=${transport}"`
  const login = `;auth_user=${user};auth_pass=pw-${user}`
  return `<sip:${user}@${domain};transport=${transport}>${login}${proxy};regint=60;answermode=${answerMode};audio_codecs=${formats[codec]}${parameters}`
}

function configuration(
  inside: string,
  controlPort: number,
  { codec = 'PCMA', settings = [] }: BaresipOptions
): string {
  const rate = sampleRates[codec]
  return [
    'poll_method epoll',
    'sip_listen 127.0.0.1:0',
    'sip_verify_server no',
    'call_max_calls 4',
    'audio_path /nowhere',
    // Its own file player crashes when a call is resumed; the dump of what was decoded does not.
    'audio_player aubridge,nowhere',
    `audio_source aufile,${inside}/tone.wav`,
    'audio_alert aubridge,nowhere',
    `snd_path ${inside}/heard`,
    'audio_channels 1-1',
    `ausrc_srate ${rate}`,
    `auplay_srate ${rate}`,
    'rtp_ports 26000-27999',
    'net_interface 127.0.0.1',
    'module_path /usr/lib/baresip/modules',
    ...[
      'g711',
      'g722',
      'opus',
      'aufile',
      'aubridge',
      'sndfile',
      'srtp',
      'dtls_srtp',
      'ice',
      'uuid',
      'account',
      'contact',
      'menu',
      'ctrl_tcp'
    ].map((name) => `module ${name}.so`),
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    ...settings,
    ''
  ].join('\n')
}

function toneFile({ toneHz, codec = 'PCMA' }: BaresipOptions): Buffer {
  const rate = sampleRates[codec]
  const channels = codec === 'opus' ? 2 : 1
  const samples = Int16Array.from({ length: rate * channels * toneSeconds }, (_, index) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * toneHz * Math.floor(index / channels)) / rate))
  )
  return wavOf(samples, rate, channels)
}

interface Heard {
  readonly sampleRate: number
  readonly samples: Int16Array
}

/** A file for each beginning, named after its time. Its header may not be finished while it is still written. */
function lastHeard(folder: string): Heard {
  const name = readdirSync(folder)
    .filter((each) => each.endsWith('-dec.wav'))
    .sort()
    .at(-1)
  const file = name === undefined ? Buffer.alloc(0) : readFileSync(join(folder, name))
  if (file.length < wavHeaderLength) return { sampleRate: 0, samples: new Int16Array() }
  const channels = file.readUInt16LE(22)
  const bytes = file.subarray(wavHeaderLength)
  const samples = Int16Array.from({ length: Math.floor(bytes.length / 2 / channels) }, (_, index) =>
    bytes.readInt16LE(index * 2 * channels)
  )
  return { sampleRate: file.readUInt32LE(24), samples }
}

/** Nothing says that a file has grown enough. */
async function hearsTone(folder: string, toneHz: number, milliseconds: number): Promise<number> {
  const deadline = epochMs() + milliseconds
  const level = () => {
    const { samples, sampleRate: rate } = lastHeard(folder)
    const last = samples.slice(-rate * heardSeconds)
    return last.length === 0 ? silenceDbfs : levelDbfs(last, toneHz, rate)
  }
  while (level() < presentDbfs && epochMs() < deadline) await setTimeoutPromise(100)
  await setTimeoutPromise(heardSeconds * 1_000)
  return Math.round(level())
}
