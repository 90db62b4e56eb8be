import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { provisionFileSchema } from '@contract/settings/customer'
import { defaultSound } from '@contract/settings/sound'
import { linkTo } from '../../interop/baresip/baresip'
import { killed, spawnInChroot } from '../../interop/chroot/chroot-process'
import { makeRunFolder } from '../../interop/chroot/run-folder'
import { freeSipPort } from '../../interop/free-port'
import { ProgramLog } from '../../interop/program-log'
import type { PulseAudio } from '../../interop/sound/pulse-audio'
import { CoachlineApp } from '../../scenario/coachline-app'
import type { ScriptedPeer } from '../../support/scripted-peer'

const registeredWithinMs = 20_000
const number = '100'

/** A phone on the desk. */
export interface DeskPhone {
  readonly name: 'coachline' | 'baresip'
  /** Resolves when it has been told to. */
  dial(): Promise<void>
  close(): Promise<void>
}

/** As it is installed: with echo cancellation, noise suppression and gain control. */
export async function openApp(pulse: PulseAudio, { host, port }: ScriptedPeer): Promise<DeskPhone> {
  const provision = provisionFileSchema.parse({
    coachline: 1,
    customer: {
      id: 'delay',
      name: 'Delay',
      account: { user: 'adam', domain: host, outboundProxy: { host, port } }
    }
  })
  const app = await CoachlineApp.launch(provision, {
    microphone: 'none',
    environment: pulse.environment
  })
  await app.until('registered', registeredWithinMs, ({ registration }) =>
    registration.kind === 'registered' ? true : undefined
  )
  await app.command('sound.setProcessing', defaultSound.processing)
  return {
    name: 'coachline',
    async dial() {
      const answer = await app.command('phone.dial', { number })
      if (!answer.ok) throw new Error(`the app does not dial: ${answer.failure.reason}`)
    },
    close: () => app.close()
  }
}

/** With the settings that it writes for itself when it is started for the first time. */
export async function openBaresip(pulse: PulseAudio, peer: ScriptedPeer): Promise<DeskPhone> {
  const { chroot } = pulse
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  const controlPort = await freeSipPort()
  mkdirSync(join(folder, 'etc'))
  writeFileSync(join(folder, 'etc/config'), configuration(controlPort))
  writeFileSync(join(folder, 'etc/accounts'), `<sip:bob@${peer.host}>;regint=0;audio_codecs=PCMA\n`)
  writeFileSync(join(folder, 'etc/contacts'), '')
  const log = new ProgramLog()
  const child = spawnInChroot({
    chroot,
    command: ['/usr/bin/env', pulse.serverInside, '/usr/bin/baresip', '-f', `${inside}/etc`],
    family: 'itself',
    cwd: inside
  })
  log.follow(child)
  const link = await linkTo(controlPort, log)
  return {
    name: 'baresip',
    async dial() {
      await link.command('dial', `sip:${number}@${peer.host}:${peer.port}`)
    },
    async close() {
      link.close()
      await killed(child)
      rmSync(folder, { recursive: true, force: true })
    }
  }
}

/** Debian has no module of baresip for PulseAudio: ALSA goes there by its own plugin. */
function configuration(controlPort: number): string {
  return [
    'poll_method epoll',
    'sip_listen 127.0.0.1:0',
    'audio_player alsa,pulse',
    'audio_source alsa,pulse',
    'audio_alert aubridge,nowhere',
    'audio_path /nowhere',
    'audio_buffer 20-160',
    'jitter_buffer_type fixed',
    'jitter_buffer_delay 5-10',
    'rtp_ports 26000-27999',
    'net_interface 127.0.0.1',
    'module_path /usr/lib/baresip/modules',
    ...['g711', 'alsa', 'aubridge', 'uuid', 'account', 'contact', 'menu', 'ctrl_tcp'].map(
      (name) => `module ${name}.so`
    ),
    `ctrl_tcp_listen 127.0.0.1:${controlPort}`,
    ''
  ].join('\n')
}
