import { createHash, X509Certificate } from 'node:crypto'
import { once } from 'node:events'
import { copyFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'
import { killed, spawnInChroot } from '../chroot/chroot-process'
import { LabUnavailable } from '../chroot/debian-chroot'
import { makeRunFolder } from '../chroot/run-folder'
import { freeSipPort } from '../free-port'
import { ProgramLog } from '../program-log'
import { sipPeersChroot, sipPeersName } from '../sip-peers-chroot'

const bootWithinMs = 20_000
const host = '127.0.0.1'

/** A running coturn with one user (long-term credentials, RFC 8489 §9.2), on loopback alone. */
export interface TurnServer {
  readonly host: string
  /** UDP and TCP */
  readonly port: number
  readonly tlsPort: number
  /** of the authority of its certificate, which nobody knows */
  readonly caFile: string
  /** has Chromium take this one certificate all the same */
  readonly trustSwitch: string
  readonly user: string
  readonly password: string
  readonly log: ProgramLog
  stop(): Promise<void>
}

/** @throws LabUnavailable */
export async function startTurnServer(): Promise<TurnServer> {
  const chroot = await sipPeersChroot()
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  const [port, tlsPort] = [await freeSipPort(host), await freeSipPort(host)]
  const authority = await ThrowAwayAuthority.make()
  const { key, cert } = await authority.issue([`IP:${host}`])
  const caFile = join(folder, 'ca.pem')
  copyFileSync(authority.caFile, caFile)
  await authority.remove()
  writeFileSync(join(folder, 'server.key'), key)
  writeFileSync(join(folder, 'server.pem'), cert)
  const [user, password] = ['coach', 'pw-coach']
  const coturn = spawnInChroot({
    chroot,
    command: [
      '/usr/bin/turnserver',
      // No configuration file: this is all of it.
      '-n',
      '--no-cli',
      '--no-dtls',
      '--no-rfc5780',
      '--no-multicast-peers',
      // The PBX is on this machine.
      '--allow-loopback-peers',
      '--lt-cred-mech',
      ...['--user', `${user}:${password}`, '--realm', 'lab'],
      ...['--listening-ip', host, '--relay-ip', host, '--listening-port', String(port)],
      ...['--tls-listening-port', String(tlsPort)],
      ...['--cert', `${inside}/server.pem`, '--pkey', `${inside}/server.key`],
      ...['--pidfile', `${inside}/pid`, '--userdb', `${inside}/users`],
      ...['--log-file', 'stdout', '--simple-log', '--verbose']
    ],
    family: 'all',
    cwd: inside
  })
  const log = new ProgramLog()
  const started = log.next(/UDP listener opened/, bootWithinMs)
  started.catch(() => {})
  log.follow(coturn)
  const died = once(coturn, 'close').then(() => {
    throw new LabUnavailable(sipPeersName, `has a coturn that ended at once:\n${log.tail()}`)
  })
  died.catch(() => {})
  const stop = async () => {
    await killed(coturn)
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    await Promise.race([started, died])
  } catch (error) {
    await stop()
    throw error
  }
  return { host, port, tlsPort, caFile, trustSwitch: trustSwitch(cert), user, password, log, stop }
}

function trustSwitch(cert: string): string {
  const key = new X509Certificate(cert).publicKey.export({ type: 'spki', format: 'der' })
  const hash = createHash('sha256').update(key).digest('base64')
  return `--ignore-certificate-errors-spki-list=${hash}`
}
