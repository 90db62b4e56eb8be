import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { DemoPbxEvent, DemoPbxOrder, PartyHears } from '@contract/ipc/training'
import type { ProvisionFile } from '@contract/settings/customer'
import { demoCustomer, demoPassword } from '../../../src-main/demo-pbx/demo-customer'

const entry = resolve(import.meta.dirname, '../../../out/main/demo-pbx.cjs')

/** The level of the manager's tone at one party: what that party's mix holds at 1 kHz. */
export type Heard = Readonly<Record<PartyHears['party'], number>>

/** The demo PBX as the app ships it, run by a test: 744 is on a call, and every other call is an order. */
export class DemoPbxProcess {
  private readonly listeners = new Set<(event: DemoPbxEvent) => void>()

  private constructor(
    private readonly child: ChildProcess,
    readonly port: number
  ) {
    child.on('message', (event: DemoPbxEvent) => {
      for (const listener of [...this.listeners]) listener(event)
    })
  }

  static async start(sipPort = 0): Promise<DemoPbxProcess> {
    const child = fork(entry, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] })
    const order: DemoPbxOrder = {
      type: 'start',
      options: { sipPort, voices: 'tones', pace: 'manual', voicesFolder: '' }
    }
    child.send(order)
    const [event] = (await once(child, 'message')) as [DemoPbxEvent]
    if (event.type !== 'listening') throw new Error(`the demo PBX: ${JSON.stringify(event)}`)
    return new DemoPbxProcess(child, event.port)
  }

  /** A file that makes Adam's account on this PBX the active customer. */
  provisionFile(): ProvisionFile {
    const customer = demoCustomer(this.port)
    return {
      coachline: 1,
      customer: {
        ...customer,
        id: 'acme',
        account: { ...customer.account, password: demoPassword }
      }
    }
  }

  order(order: DemoPbxOrder): void {
    this.child.send(order)
  }

  /** Waits until both parties hear what a test expects, by measurement. */
  heard(expected: (heard: Heard) => boolean): Promise<Heard> {
    return this.next((event) => {
      if (event.type !== 'hears') return undefined
      const level = (party: PartyHears['party']) =>
        event.parties.find((each) => each.party === party)?.tonesDbfs['1000'] ?? -99
      const heard = { agent: level('agent'), client: level('client') }
      return expected(heard) ? heard : undefined
    })
  }

  next<Found>(find: (event: DemoPbxEvent) => Found | undefined): Promise<Found> {
    return new Promise((resolve) => {
      const listener = (event: DemoPbxEvent) => {
        const found = find(event)
        if (found === undefined) return
        this.listeners.delete(listener)
        resolve(found)
      }
      this.listeners.add(listener)
    })
  }

  /** As a power failure would. */
  async kill(): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return
    const exited = once(this.child, 'exit')
    this.child.kill('SIGKILL')
    await exited
  }

  async stop(): Promise<void> {
    await this.kill()
  }
}

const present = -30
const absent = -50

/** Who hears the tone, beyond doubt in either direction. */
export const hearing = {
  nobody: ({ agent, client }: Heard) => agent < absent && client < absent,
  agent: ({ agent, client }: Heard) => agent > present && client < absent,
  both: ({ agent, client }: Heard) => agent > present && client > present
}
