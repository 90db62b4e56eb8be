import type { DemoPbxEvent } from '@contract/ipc/training'
import { DemoPbx, type DemoPbxSettings } from '../../../src-main/demo-pbx/demo-pbx'
import { demoPassword } from '../../../src-main/demo-pbx/demo-directory'
import { within } from '../phone/clock'
import { Phone } from '../phone/phone'
import type { PhoneCall } from '../phone/phone-call'

type Hears = Extract<DemoPbxEvent, { type: 'hears' }>

export interface ManagerPhone {
  readonly user?: string
  readonly password?: string
  readonly transport?: 'udp' | 'tcp'
  readonly toneHz?: number
}

/** A demo PBX with tones at manual pace, and the manager's phone registered with it. */
export class DemoDesk {
  readonly events: DemoPbxEvent[] = []

  private constructor(
    readonly pbx: DemoPbx,
    readonly port: number,
    readonly phone: Phone
  ) {
    pbx.onEvent((event) => this.events.push(event))
  }

  static async open(
    settings: Partial<DemoPbxSettings> = {},
    manager: ManagerPhone = {}
  ): Promise<DemoDesk> {
    const pbx = new DemoPbx({
      sipPort: 0,
      voices: 'tones',
      pace: 'manual',
      voicesFolder: '',
      ...settings
    })
    const { port } = await pbx.start()
    const { user = 'adam', password = demoPassword, transport = 'udp', toneHz = 0 } = manager
    const server = { host: '127.0.0.1', port, transport }
    const phone = await Phone.open({
      account: { user, password, domain: '127.0.0.1', server },
      toneHz
    })
    return new DemoDesk(pbx, port, phone)
  }

  async join(number: string): Promise<PhoneCall> {
    const { call, response } = await this.phone.dial(number)
    if (!call) throw new Error(`${number}: ${response.statusCode} ${response.reasonPhrase}`)
    return call
  }

  async nextHears(): Promise<Hears> {
    return this.next((event) => (event.type === 'hears' ? event : undefined))
  }

  async next<Found>(find: (event: DemoPbxEvent) => Found | undefined): Promise<Found> {
    let stop = () => {}
    const found = new Promise<Found>((resolve) => {
      stop = this.pbx.onEvent((event) => {
        const match = find(event)
        if (match !== undefined) resolve(match)
      })
    })
    return within(3_000, 'an event of the demo PBX', found).finally(stop)
  }

  async close(): Promise<void> {
    await this.phone.close()
    await this.pbx.stop()
  }
}
