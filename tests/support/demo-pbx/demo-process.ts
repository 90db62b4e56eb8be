import { fork, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { resolve } from 'node:path'
import type { DemoPbxEvent, DemoPbxOptions, DemoPbxOrder } from '@contract/ipc/training'
import { within } from '../phone/clock'

const root = resolve(import.meta.dirname, '../../..')

export const tonesByOrder: DemoPbxOptions = {
  sipPort: 0,
  voices: 'tones',
  pace: 'manual',
  voicesFolder: ''
}

/** The demo PBX as a child process, ordered about by messages as the app does. */
export class DemoProcess {
  readonly events: DemoPbxEvent[] = []
  readonly exited: Promise<number | null>
  private readonly child: ChildProcess

  constructor() {
    this.child = fork(resolve(root, 'src-main/demo-pbx/demo-pbx-process.ts'), {
      execArgv: ['--import', 'tsx'],
      cwd: root,
      env: { ...process.env, TSX_TSCONFIG_PATH: resolve(root, 'src-main/tsconfig.json') }
    })
    this.child.on('message', (event) => this.events.push(event as DemoPbxEvent))
    this.exited = once(this.child, 'exit').then(([code]) => code as number | null)
  }

  order(order: DemoPbxOrder): void {
    this.child.send(order)
  }

  /** What happens when the app dies. */
  disconnect(): void {
    this.child.disconnect()
  }

  kill(): void {
    this.child.kill()
  }

  /** The first event of that type, now or later. */
  async event<Type extends DemoPbxEvent['type']>(
    type: Type
  ): Promise<Extract<DemoPbxEvent, { type: Type }>> {
    const isIt = (event: DemoPbxEvent): event is Extract<DemoPbxEvent, { type: Type }> =>
      event.type === type
    const waiting = async () => {
      for (;;) {
        const found = this.events.find(isIt)
        if (found) return found
        await once(this.child, 'message')
      }
    }
    return within(15_000, `the event ${type}`, waiting())
  }
}
