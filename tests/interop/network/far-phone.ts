import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import { promisify } from 'node:util'
import { portClient, type PortClient } from '@contract/ipc/port-call'
import { killed } from '../chroot/chroot-process'
import type { FarPhoneRequests } from './far-phone-protocol'

const run = promisify(execFile)
const nowhere = '02:00:00:00:00:99'

/** A phone in a network of its own that one cable (a veth pair) joins to ours. Everything goes with its process. */
export class FarPhone {
  private constructor(
    private readonly child: ChildProcess,
    private readonly client: PortClient<FarPhoneRequests>,
    /** 10.77.N.1 is our end, .2 and above are the phone's */
    private readonly network: number
  ) {}

  static async start(network: number): Promise<FarPhone> {
    const program = resolve(import.meta.dirname, 'far-phone/run.ts')
    const child = spawn(
      'setpriv',
      ['--pdeathsig=KILL', 'unshare', '-n', process.execPath, '--import', 'tsx', program],
      { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] }
    )
    const client = portClient<FarPhoneRequests, never>(
      { postMessage: (message) => child.send(message as object) },
      () => {}
    )
    // Its first word says that it is in its own namespace.
    await once(child, 'message')
    child.on('message', (message) => client.receive(message))
    child.once('exit', () => client.close('the far phone is gone'))
    const phone = new FarPhone(child, client, network)
    await phone.plugIn()
    return phone
  }

  get address(): string {
    return this.at(2)
  }

  get ask(): PortClient<FarPhoneRequests>['request'] {
    return (name, input) => this.client.request(name, input)
  }

  /** Nothing arrives any more, in either direction, and nobody is told: what a firewall or a dead router does. */
  async silence(): Promise<void> {
    await this.here(
      'neigh',
      'replace',
      this.at(2),
      'lladdr',
      nowhere,
      'nud',
      'permanent',
      'dev',
      this.cable
    )
    await this.there(
      'neigh',
      'replace',
      this.at(1),
      'lladdr',
      nowhere,
      'nud',
      'permanent',
      'dev',
      'eth0'
    )
  }

  async endSilence(): Promise<void> {
    await this.here('neigh', 'del', this.at(2), 'dev', this.cable)
    await this.there('neigh', 'del', this.at(1), 'dev', 'eth0')
  }

  /** Another address in place of the one before, as after a change of networks. @returns the new one */
  async changeAddress(): Promise<string> {
    const address = this.at(3)
    await this.there('addr', 'del', `${this.at(2)}/24`, 'dev', 'eth0')
    await this.there('addr', 'add', `${address}/24`, 'dev', 'eth0')
    await this.there('route', 'replace', 'default', 'via', this.at(1))
    return address
  }

  async stop(): Promise<void> {
    await killed(this.child)
  }

  private async plugIn(): Promise<void> {
    const { cable } = this
    await this.here('link', 'add', cable, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', this.pid)
    await this.here('addr', 'add', `${this.at(1)}/24`, 'dev', cable)
    await this.here('link', 'set', cable, 'up')
    await this.there('link', 'set', 'lo', 'up')
    await this.there('addr', 'add', `${this.at(2)}/24`, 'dev', 'eth0')
    await this.there('link', 'set', 'eth0', 'up')
    await this.there('route', 'add', 'default', 'via', this.at(1))
  }

  private get cable(): string {
    return `phone${this.network}`
  }

  private get pid(): string {
    return String(this.child.pid)
  }

  private at(host: number): string {
    return `10.77.${this.network}.${host}`
  }

  private async here(...args: readonly string[]): Promise<void> {
    await run('ip', args)
  }

  private async there(...args: readonly string[]): Promise<void> {
    await run('nsenter', ['-t', this.pid, '-n', 'ip', ...args])
  }
}
