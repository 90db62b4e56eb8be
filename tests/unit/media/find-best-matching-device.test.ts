import { describe, expect, it } from 'vitest'
import type { ListedDevice } from '@contract/ipc/media-protocol'
import type { DeviceKind } from '@contract/settings/sound'
import { findBestMatchingDevice } from '../../../src-main/media/devices/find-best-matching-device'

const device = (
  id: string,
  label: string,
  group = `group of ${id}`,
  kind: DeviceKind = 'microphone'
): ListedDevice => ({ id, kind, label, group, isDefault: false })

const desk = device('a1', 'Desk Microphone')
const headset = device('a2', 'Jabra Evolve2 65 (0b0e:0300)')
const otherHeadset = device('a3', 'Jabra Evolve2 65 (0b0e:0300)')
const headsetSpeaker = device('a4', 'Jabra Evolve2 65 (0b0e:0300)', headset.group, 'speaker')
const usb = device('a5', 'Headset (Plantronics Blackwire)')
const usbPort2 = device('a6', 'Headset (2- Plantronics Blackwire)')
const usbPort3 = device('a7', 'Headset (3- Plantronics Blackwire)')
const nameless = device('a8', '')

const remembered = ({ id, label, group }: ListedDevice) => ({ id, label, group })
/** As it was remembered with other salt: id and group are others. */
const resalted = (before: ListedDevice) => ({ id: 'salted', label: before.label, group: 'salted' })
const sameGroup = (before: ListedDevice) => ({ ...resalted(before), group: before.group })

describe('the device that was chosen', () => {
  it.each<[string, ReturnType<typeof remembered>, ListedDevice[], ListedDevice | null]>([
    ['is found by its id', remembered(headset), [desk, otherHeadset, headset], headset],
    ['is the same under another label', { ...remembered(desk), label: 'Desk' }, [desk], desk],
    ['is found by its label when the salt is another', resalted(headset), [desk, headset], headset],
    [
      'is the one of its group among equals',
      sameGroup(otherHeadset),
      [headset, otherHeadset],
      otherHeadset
    ],
    ['is the first of equals otherwise', resalted(otherHeadset), [headset, otherHeadset], headset],
    ['is found in another USB port', resalted(usb), [desk, usbPort2], usbPort2],
    ['is found back from another USB port', resalted(usbPort3), [usb, desk], usb],
    ['is rather the one in its own port', resalted(usbPort2), [usbPort3, usbPort2], usbPort2],
    ['is not guessed among two in other ports', resalted(usb), [usbPort2, usbPort3], null],
    ['is never one of the other kind', resalted(headset), [headsetSpeaker], null],
    ['is not there', resalted(headset), [desk], null],
    ['is not any other without a name', resalted(nameless), [nameless], null],
    ['is not there when nothing is', remembered(desk), [], null]
  ])('%s', (_what, chosen, connected, found) => {
    expect(findBestMatchingDevice('microphone', chosen, connected)).toBe(found)
  })
})
