import type { SoundView } from '@contract/ipc/sound-view'
import { kindOf, type DeviceRole } from '@contract/settings/sound'

/** An entry of the list of devices. `''` stands for the system's default, and for the ringer the speaker of calls. */
export type DeviceEntry =
  | { readonly kind: 'speaker'; readonly value: '' }
  | { readonly kind: 'system'; readonly value: ''; readonly label: string | null }
  | { readonly kind: 'device'; readonly value: string; readonly label: string }
  | { readonly kind: 'gone'; readonly value: string; readonly label: string }

export interface DeviceChoices {
  readonly entries: readonly DeviceEntry[]
  readonly value: string
  /** what is used in place of a chosen device that is not connected */
  readonly usedInstead: string | null
  readonly none: boolean
}

export function deviceChoices(view: SoundView, role: DeviceRole): DeviceChoices {
  const kind = kindOf(role)
  const devices = (view.devices ?? []).filter((device) => device.kind === kind)
  const chosen = view.chosen[role]
  const gone = chosen && !chosen.isConnected ? chosen : null
  const used = devices.find(({ id }) => id === view.inUse[role])
  return {
    entries: [
      role === 'ringer'
        ? { kind: 'speaker', value: '' }
        : {
            kind: 'system',
            value: '',
            label: devices.find(({ isDefault }) => isDefault)?.label ?? null
          },
      // Where the system does not say which device its default is, it is listed as one; it is the first entry here.
      ...devices
        .filter(({ id }) => id !== 'default')
        .map(({ id, label }): DeviceEntry => ({ kind: 'device', value: id, label })),
      ...(gone ? [{ kind: 'gone' as const, value: gone.id, label: gone.label }] : [])
    ],
    value: chosen?.id ?? '',
    usedInstead: gone && used ? used.label : null,
    none: view.devices !== null && devices.length === 0
  }
}
