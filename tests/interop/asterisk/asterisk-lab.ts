import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import { networkInterfaces } from 'node:os'
import { basename, join } from 'node:path'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'
import { asteriskChroot, modulesFolder } from './asterisk-chroot'
import { AsteriskProcess } from './asterisk-process'
import { freeSipPort } from '../free-port'
import { renderConfiguration } from '../chroot/render-configuration'
import { makeAsteriskFolder } from './asterisk-folder'

/** A running Asterisk, with the accounts of conf/accounts.conf and the codes of conf/extensions.conf. */
export interface AsteriskLab {
  readonly host: string
  /** UDP and TCP */
  readonly port: number
  readonly tlsPort: number
  /** the WebSocket is at /ws */
  readonly wssPort: number
  /** of the authority that issued its certificate */
  readonly caFile: string
  readonly version: string
  /** one command of Asterisk's own console */
  cli(command: string): Promise<string>
  /** Asterisk's log so far, with every supervision step as `SUPERVISION ...` */
  log(): string
  /** as a power cut does: nothing is said to anybody */
  kill(): Promise<void>
  /** after `kill`, on the same ports; registrations are remembered */
  boot(): Promise<void>
  stop(): Promise<void>
}

/**
 * Sets Asterisk up where that has not been done, and starts it. It ends with this process, whatever happens to it.
 *
 * @param host - the address of this machine that it listens on
 * @throws LabUnavailable
 */
export async function startAsteriskLab(host = '127.0.0.1'): Promise<AsteriskLab> {
  const chroot = await asteriskChroot()
  const folder = makeAsteriskFolder(chroot)
  const [port, tlsPort, wssPort, httpPort] = [
    await freeSipPort(host),
    await freeSipPort(host),
    await freeSipPort(host),
    await freeSipPort(host)
  ]
  const authority = await ThrowAwayAuthority.make()
  const { key, cert } = await authority.issue([`IP:${host}`])
  writeFileSync(join(folder, 'etc/server.key'), key)
  writeFileSync(join(folder, 'etc/server.pem'), cert)
  renderConfiguration(join(import.meta.dirname, 'conf'), join(folder, 'etc'), {
    DIR: join('/lab', basename(folder)),
    MODULES: modulesFolder(chroot),
    HOST: host,
    SIP_PORT: String(port),
    TLS_PORT: String(tlsPort),
    WSS_PORT: String(wssPort),
    HTTP_PORT: String(httpPort),
    ICE_MAP: iceMap(host),
    // Asterisk looks for a free port in here by itself.
    RTP_START: '21000',
    RTP_END: '24999'
  })
  const asterisk = new AsteriskProcess(chroot, join('/lab', basename(folder)))
  const clearAway = async () => {
    rmSync(folder, { recursive: true, force: true })
    await authority.remove()
  }
  try {
    await asterisk.boot()
  } catch (error) {
    await clearAway()
    throw error
  }
  return {
    host,
    port,
    tlsPort,
    wssPort,
    caFile: authority.caFile,
    version: (await asterisk.cli('core show version')).split(' built ')[0]?.trim() ?? '',
    cli: (command) => asterisk.cli(command),
    log: () => readFileSync(join(folder, 'log/full'), 'utf8'),
    kill: () => asterisk.kill(),
    boot: () => asterisk.boot(),
    async stop() {
      await asterisk.stop()
      await clearAway()
    }
  }
}

/** Asterisk's candidates would name addresses that it is not bound to. */
function iceMap(host: string): string {
  return Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ family, address }) => family === 'IPv4' && !address.startsWith('127.'))
    .map(({ address }) => `${address} => ${host}`)
    .join('\n')
}
