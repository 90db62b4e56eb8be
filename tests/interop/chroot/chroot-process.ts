import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'

/**
 * `all`: the program and all that it started are killed with it (a PID namespace of their own). `itself`: the child's
 * pid is the program's, which has no children.
 */
export type Family = 'all' | 'itself'

export interface ChrootProgram {
  readonly chroot: string
  readonly command: readonly string[]
  readonly family: Family
  /** root where it is left out */
  readonly user?: string
  /** a folder inside the chroot, whose /etc/hosts and the like stay as they are */
  readonly cwd?: string
}

/**
 * Each command of the script replaces the one before. The program is killed when this process dies, whatever it dies
 * of: that much is the kernel's word (pdeathsig), which a change of user would forget, hence the second one.
 */
const script =
  'mount -t proc proc "$0/proc" && exec chroot "$0" /usr/bin/env -i PATH=/usr/sbin:/usr/bin LC_ALL=C HOME="$1" ' +
  'TERM=dumb setpriv --reuid="$2" --regid="$2" --clear-groups --pdeathsig=KILL ' +
  'sh -c \'cd "$0" && shift && exec "$@"\' "$@"'

/** Runs a program inside a chroot, with pipes to its input and output. */
export function spawnInChroot({
  chroot,
  command,
  family,
  user = 'root',
  cwd = '/tmp'
}: ChrootProgram): ChildProcess {
  const namespaces = family === 'all' ? ['-m', '-p', '--fork', '--kill-child=KILL'] : ['-m']
  const inside = ['sh', '-c', script, chroot, cwd, user, ...command]
  return spawn('setpriv', ['--pdeathsig=KILL', 'unshare', ...namespaces, ...inside], {
    stdio: ['pipe', 'pipe', 'pipe']
  })
}

/** Kills it as a power cut does, and waits until it and its family are gone: its output is closed then. */
export async function killed(child: ChildProcess): Promise<void> {
  const isGone = child.exitCode !== null || child.signalCode !== null
  if (isGone && (child.stdout?.closed ?? true) && (child.stderr?.closed ?? true)) return
  const closed = once(child, 'close')
  child.stdout?.resume()
  child.stderr?.resume()
  child.kill('SIGKILL')
  await closed
}
