import { ok, type Result } from '@contract/ipc/result'
import type { TrainingView } from '@contract/ipc/snapshot'
import type { DemoPbxEvent } from '@contract/ipc/training'
import type { Customer } from '@contract/settings/customer'
import type { Hotkeys } from '@contract/settings/hotkeys'
import { demoCustomer, demoPassword } from '../demo-pbx/demo-customer'
import { DemoHost } from './electron-demo-host'

export interface DemoPorts {
  /** the demo was entered or left, or its hotkeys were edited */
  changed(): void
  training(view: TrainingView | null): void
  died(): void
}

/** "Try it without a PBX": the demo PBX and the customer that signs in to it as Adam. Nothing of it is saved. */
export class Demo {
  readonly secrets = { password: demoPassword }
  private profile: Customer | null = null
  private isShown = false
  private supervised: string | null = null
  private readonly host: DemoHost

  constructor(
    entry: string,
    voicesFolder: string,
    private readonly ports: DemoPorts
  ) {
    this.host = new DemoHost(
      entry,
      { voices: 'speech', pace: 'humane', voicesFolder },
      (event) => {
        this.told(event)
      },
      () => {
        this.leave()
        ports.died()
      }
    )
  }

  get customer(): Customer | null {
    return this.profile
  }

  get running(): boolean {
    return this.profile !== null
  }

  /** False while another customer is looked at and a call of the demo goes on. */
  get shown(): boolean {
    return this.isShown
  }

  show(shown: boolean): void {
    if (!this.profile || this.isShown === shown) return
    this.isShown = shown
    this.ports.changed()
  }

  async start(): Promise<Result<null>> {
    if (this.running) {
      this.show(true)
      return ok()
    }
    const started = await this.host.start()
    if (!started.ok) return started
    this.profile = demoCustomer(started.value.port)
    this.isShown = true
    this.ports.changed()
    return ok()
  }

  stop(): void {
    this.host.stop()
    this.leave()
  }

  saveHotkeys(hotkeys: Hotkeys): void {
    if (!this.profile) return
    this.profile = { ...this.profile, hotkeys }
    this.ports.changed()
  }

  /** Somebody calls the manager: a client, as if through the switchboard. */
  callManager(): void {
    this.host.tell({ type: 'call-manager' })
  }

  supervising(extension: string | null): void {
    this.supervised = extension
    if (extension === null) this.ports.training(null)
  }

  private leave(): void {
    if (!this.profile) return
    this.profile = null
    this.isShown = false
    this.ports.training(null)
    this.ports.changed()
  }

  private told(event: DemoPbxEvent): void {
    if (event.type !== 'hears' || event.extension !== this.supervised) return
    const level = (party: 'agent' | 'client') =>
      event.parties.find((each) => each.party === party)?.managerDbfs ?? -99
    this.ports.training({
      extension: event.extension,
      agentName: event.agentName,
      agentDbfs: level('agent'),
      clientDbfs: level('client')
    })
  }
}
