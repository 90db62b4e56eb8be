import type { ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { LabUnavailable } from '../chroot/debian-chroot'
import { renderConfiguration } from '../chroot/render-configuration'
import { makeRunFolder } from '../chroot/run-folder'
import { freeSipPort } from '../free-port'
import { ProgramLog } from '../program-log'
import { sipPeersChroot, sipPeersName } from '../sip-peers-chroot'

const bootWithinMs = 20_000

export interface KamailioOptions {
  readonly digest: 'MD5' | 'SHA-256'
  /** how long it lets a binding last at most */
  readonly maxExpiresSeconds?: number
}

/** A running Kamailio with conf/kamailio.cfg: a registrar, and a proxy that stays on the route of its calls. */
export interface KamailioLab {
  readonly host: '127.0.0.1'
  /** UDP and TCP */
  readonly port: number
  readonly tlsPort: number
  readonly wssPort: number
  readonly caFile: string
  /** what the configuration says of each request: SEEN, BOUND, NO-ROUTE, LATER */
  readonly log: ProgramLog
  /** as a power cut does; bindings are forgotten */
  kill(): Promise<void>
  boot(): Promise<void>
  stop(): Promise<void>
}

/** @throws LabUnavailable */
export async function startKamailioLab({
  digest,
  maxExpiresSeconds = 300
}: KamailioOptions): Promise<KamailioLab> {
  const chroot = await sipPeersChroot()
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  const host = '127.0.0.1'
  const [port, tlsPort, wssPort] = [await freeSipPort(), await freeSipPort(), await freeSipPort()]
  const authority = await ThrowAwayAuthority.make()
  const { key, cert } = await authority.issue([`IP:${host}`])
  const etc = join(folder, 'etc')
  mkdirSync(etc)
  writeFileSync(join(etc, 'server.key'), key)
  writeFileSync(join(etc, 'server.pem'), cert)
  renderConfiguration(join(import.meta.dirname, 'conf'), etc, {
    HOST: host,
    SIP_PORT: String(port),
    TLS_PORT: String(tlsPort),
    WSS_PORT: String(wssPort),
    DIR: inside,
    MODULES: modulesFolder(chroot),
    DIGEST: digest,
    MAX_EXPIRES: String(maxExpiresSeconds)
  })
  const log = new ProgramLog()
  let child: ChildProcess | undefined
  const kill = async () => {
    if (child) await killed(child)
  }
  const boot = async () => {
    const flags = [
      '-DD',
      '-E',
      '-m',
      '64',
      '-M',
      '8',
      '-Y',
      inside,
      '-f',
      `${inside}/etc/kamailio.cfg`
    ]
    const kamailio = spawnInChroot({
      chroot,
      command: ['/usr/sbin/kamailio', ...flags],
      family: 'all',
      cwd: inside
    })
    const started = log.next(/READY/, bootWithinMs)
    log.follow(kamailio)
    const died = once(kamailio, 'close').then(() => {
      throw new LabUnavailable(sipPeersName, `has a Kamailio that ended at once:\n${log.tail()}`)
    })
    died.catch(() => {})
    child = kamailio
    await Promise.race([started, died])
    started.catch(() => {})
  }
  const stop = async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true })
    await authority.remove()
  }
  try {
    await boot()
  } catch (error) {
    await stop()
    throw error
  }
  const { caFile } = authority
  return { host, port, tlsPort, wssPort, caFile, log, kill, boot, stop }
}

function modulesFolder(chroot: string): string {
  const found = readdirSync(join(chroot, 'usr/lib'))
    .map((name) => join('/usr/lib', name, 'kamailio/modules'))
    .find((path) => {
      try {
        return readdirSync(join(chroot, path)).includes('tm.so')
      } catch {
        return false
      }
    })
  if (found === undefined) {
    throw new LabUnavailable(sipPeersName, `has no Kamailio modules in ${chroot}`)
  }
  return found
}
