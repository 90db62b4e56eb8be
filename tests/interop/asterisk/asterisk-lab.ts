import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { setTimeout as setTimeoutPromise } from 'node:timers/promises'
import { promisify } from 'node:util'
import { ThrowAwayAuthority } from '../../support/tls/throw-away-authority'
import { asteriskChroot, LabUnavailable, modulesFolder } from './asterisk-chroot'
import { freeSipPort } from './free-port'
import { makeRunFolder } from './run-folder'
import { renderConfiguration } from './render-configuration'

const run = promisify(execFile)
const bootSeconds = 30
const stopSeconds = 5

/** A running Asterisk on 127.0.0.1, with the accounts of conf/accounts.conf and the codes of conf/extensions.conf. */
export interface AsteriskLab {
  readonly host: '127.0.0.1'
  /** UDP and TCP */
  readonly port: number
  readonly tlsPort: number
  /** of the authority that issued its certificate */
  readonly caFile: string
  readonly version: string
  /** one command of Asterisk's own console */
  cli(command: string): Promise<string>
  /** Asterisk's log so far, with every supervision step as `SUPERVISION ...` */
  log(): string
  stop(): Promise<void>
}

/**
 * Sets Asterisk up where that has not been done, and starts it. It ends with this process, whatever happens to it.
 *
 * @throws LabUnavailable
 */
export async function startAsteriskLab(): Promise<AsteriskLab> {
  const chroot = await asteriskChroot()
  const folder = makeRunFolder(chroot)
  const inside = join('/lab', basename(folder))
  const port = await freeSipPort()
  const tlsPort = await freeSipPort()
  const authority = await ThrowAwayAuthority.make()
  const { key, cert } = await authority.issue(['IP:127.0.0.1'])
  writeFileSync(join(folder, 'etc/server.key'), key)
  writeFileSync(join(folder, 'etc/server.pem'), cert)
  renderConfiguration(join(folder, 'etc'), {
    DIR: inside,
    MODULES: modulesFolder(chroot),
    SIP_PORT: String(port),
    TLS_PORT: String(tlsPort),
    // Asterisk looks for a free port in here by itself.
    RTP_START: '21000',
    RTP_END: '24999'
  })
  const configuration = `${inside}/etc/asterisk.conf`
  const cli = async (command: string): Promise<string> => {
    const args = [chroot, '/usr/sbin/asterisk', '-C', configuration, '-rx', command]
    return (await run('chroot', args)).stdout
  }

  const asterisk = spawnAsterisk(chroot, configuration)
  try {
    await booted(asterisk, join(folder, 'run'), cli)
  } catch (error) {
    asterisk.kill('SIGKILL')
    rmSync(folder, { recursive: true, force: true })
    await authority.remove()
    throw error
  }
  return {
    host: '127.0.0.1',
    port,
    tlsPort,
    caFile: authority.caFile,
    version: (await cli('core show version')).split(' built ')[0]?.trim() ?? '',
    cli,
    log: () => readFileSync(join(folder, 'log/full'), 'utf8'),
    async stop() {
      await end(asterisk)
      rmSync(folder, { recursive: true, force: true })
      await authority.remove()
    }
  }
}

/** Each command replaces the one before, so the child's pid is Asterisk's; pdeathsig ends it when this process dies. */
function spawnAsterisk(chroot: string, configuration: string): ChildProcess {
  const script =
    'mount -t proc proc "$0/proc" && exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin LC_ALL=C HOME=/lab ' +
    'TERM=dumb setpriv --reuid=asterisk --regid=asterisk --clear-groups --pdeathsig=TERM ' +
    '/usr/sbin/asterisk -f -C "$1"'
  return spawn('unshare', ['-m', 'sh', '-c', script, chroot, configuration], {
    stdio: ['ignore', 'ignore', 'pipe']
  })
}

async function booted(
  asterisk: ChildProcess,
  runFolder: string,
  cli: (command: string) => Promise<string>
): Promise<void> {
  let complaint = ''
  asterisk.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()))
  const abort = new AbortController()
  const died = once(asterisk, 'exit', { signal: abort.signal }).then(() => {
    throw new LabUnavailable(`: Asterisk ended at once: ${complaint.trim()}`)
  })
  const ready = controlSocket(runFolder, abort.signal).then(() => fullyBooted(cli, abort.signal))
  const late = new Promise<never>((_, reject) => {
    const timer = setTimeout(
      () => reject(new LabUnavailable(`: no boot in ${bootSeconds} s`)),
      bootSeconds * 1000
    )
    abort.signal.addEventListener('abort', () => clearTimeout(timer))
  })
  try {
    await Promise.race([ready, died, late])
  } finally {
    died.catch(() => {})
    ready.catch(() => {})
    abort.abort()
  }
}

/** The socket is there a moment before anybody listens on it. */
async function fullyBooted(
  cli: (command: string) => Promise<string>,
  signal: AbortSignal
): Promise<void> {
  while (!signal.aborted) {
    try {
      await cli('core waitfullybooted')
      return
    } catch {
      await setTimeoutPromise(100)
    }
  }
}

/** Asterisk's console can be reached once its socket is there. */
async function controlSocket(runFolder: string, signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const watcher = watch(runFolder, { signal }, look)
    function look() {
      if (!existsSync(join(runFolder, 'asterisk.ctl'))) return
      watcher.close()
      resolve()
    }
    look()
  })
}

async function end(asterisk: ChildProcess): Promise<void> {
  if (asterisk.exitCode !== null || asterisk.signalCode !== null) return
  const exited = once(asterisk, 'exit')
  asterisk.kill('SIGTERM')
  const impatience = setTimeout(() => asterisk.kill('SIGKILL'), stopSeconds * 1000)
  await exited
  clearTimeout(impatience)
}
