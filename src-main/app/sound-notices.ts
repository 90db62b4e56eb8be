import { failure, type Failure } from '@contract/errors/reasons'
import type { SoundView } from '@contract/ipc/sound-view'
import { deviceKinds, type DeviceKind } from '@contract/settings/sound'

export interface SoundNoticePorts {
  post(failure: Failure): void
  dismiss(id: string): void
}

/**
 * Says which device is used in place of the chosen one. A device that was not there from the beginning is only worth a
 * word when a call needs it.
 */
export class SoundNotices {
  private readonly seen = new Set<DeviceKind>()
  private readonly posted = new Map<DeviceKind, Failure>()

  constructor(private readonly ports: SoundNoticePorts) {}

  update(view: SoundView, inCall: boolean): void {
    if (view.devices === null) return
    for (const kind of deviceKinds) {
      const failed = replaced(kind, view)
      if (!failed) this.seen.add(kind)
      const due = failed && (inCall || this.seen.has(kind)) ? failed : null
      this.show(kind, due)
    }
  }

  /** Once for each change: what a person has dismissed does not come back by itself. */
  private show(kind: DeviceKind, failed: Failure | null): void {
    const before = this.posted.get(kind)
    if (JSON.stringify(before) === JSON.stringify(failed ?? undefined)) return
    if (before && before.reason !== failed?.reason) this.ports.dismiss(before.reason)
    if (failed) {
      this.posted.set(kind, failed)
      this.ports.post(failed)
    } else this.posted.delete(kind)
  }
}

function replaced(kind: DeviceKind, { chosen, devices, inUse }: SoundView): Failure | null {
  const wanted = chosen[kind]
  if (!wanted || wanted.isConnected) return null
  const used = devices?.find((device) => device.kind === kind && device.id === inUse[kind])
  return used
    ? failure(`sound.${kind}-replaced`, { lost: wanted.label, used: used.label })
    : failure(`sound.${kind}-missing`, { lost: wanted.label })
}
