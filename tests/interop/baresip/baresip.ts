import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { epochMs } from '../../support/phone/clock'
import { wavOf } from '../../support/wav'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { makeRunFolder } from '../chroot/run-folder'
import { freeSipPort } from '../free-port'
import { ProgramLog } from '../program-log'
import { sipPeersChroot } from '../sip-peers-chroot'
import { ControlLink } from './control-link'

const startWithinMs = 10_000
const sampleRate = 8_000
/** longer than any call of a test */
const toneSeconds = 120

export interface BaresipOptions {
  readonly user: string
  /** its registrar and proxy */
  readonly domain: string
  readonly server: { readonly host: string; readonly port: number; readonly transport: string }
  readonly toneHz: number
  readonly answerMode?: 'manual' | 'auto'
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
  writeFileSync(join(folder, 'tone.wav'), wavOf(tone(options.toneHz), sampleRate))
  writeFileSync(join(folder, 'etc/config'), configuration(inside, controlPort))
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
      heard: () => lastHeard(join(folder, 'heard')),
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
async function linkTo(port: number, log: ProgramLog): Promise<ControlLink> {
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
  parameters = ''
}: BaresipOptions): string {
  const { host, port, transport } = server
  const proxy = `;outbound="sip:${host}:${port};transport=${transport}"`
  const login = `;auth_user=${user};auth_pass=pw-${user}`
  return `<sip:${user}@${domain};transport=${transport}>${login}${proxy};regint=60;answermode=${answerMode};audio_codecs=PCMA${parameters}`
}

function configuration(inside: string, controlPort: number): string {
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
    'ausrc_srate 8000',
    'auplay_srate 8000',
    'rtp_ports 26000-27999',
    'net_interface 127.0.0.1',
    'module_path /usr/lib/baresip/modules',
    ...[
      'g711',
      'aufile',
      'aubridge',
      'sndfile',
      'srtp',
      'uuid',
      'account',
      'contact',
      'menu',
      'ctrl_tcp'
    ].map((name) => `module ${name}.so`),
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    ''
  ].join('\n')
}

function tone(hz: number): Int16Array {
  return Int16Array.from({ length: sampleRate * toneSeconds }, (_, index) =>
    Math.round(6_000 * Math.sin((2 * Math.PI * hz * index) / sampleRate))
  )
}

/** A file for each beginning, named after its time. Its header may not be finished while it is still written. */
function lastHeard(folder: string): Int16Array {
  const name = readdirSync(folder)
    .filter((each) => each.endsWith('-dec.wav'))
    .sort()
    .at(-1)
  const bytes = name === undefined ? Buffer.alloc(0) : readFileSync(join(folder, name)).subarray(44)
  return Int16Array.from({ length: Math.floor(bytes.length / 2) }, (_, index) =>
    bytes.readInt16LE(index * 2)
  )
}
