import { describe, expect, it } from 'vitest'
import { listedDevices } from '../../../src-renderer/audio-engine/listed-devices'

const input = (deviceId: string, label: string, groupId = '') => ({
  kind: 'audioinput',
  ...{ deviceId, label, groupId }
})
const output = (deviceId: string, label: string, groupId = '') => ({
  ...input(deviceId, label, groupId),
  kind: 'audiooutput'
})

describe('what the browser lists', () => {
  it.each([
    [
      'Windows: the default repeats the label of a device',
      [
        input('default', 'Default - Headset (Jabra)', 'g1'),
        input('communications', 'Communications - Array (Realtek)', 'g2'),
        input('1', 'Array (Realtek)', 'g2'),
        input('2', 'Headset (Jabra)', 'g1')
      ],
      [
        ['1', 'microphone', false],
        ['2', 'microphone', true]
      ]
    ],
    [
      'macOS in another language: the default has the group of a device',
      [
        input('default', 'Standard - (MacBook)', 'g2'),
        input('1', 'A', 'g1'),
        input('2', 'B', 'g2')
      ],
      [
        ['1', 'microphone', false],
        ['2', 'microphone', true]
      ]
    ],
    [
      'two microphones of one group: the label decides',
      [input('default', 'Default - B', 'g'), input('1', 'A', 'g'), input('2', 'B', 'g')],
      [
        ['1', 'microphone', false],
        ['2', 'microphone', true]
      ]
    ],
    [
      'Linux: the default is none of the others',
      [output('default', 'Default', 'g0'), output('1', 'HDMI', 'g1')],
      [
        ['default', 'speaker', true],
        ['1', 'speaker', false]
      ]
    ],
    [
      'microphones and speakers, not cameras',
      [
        output('1', 'Speakers'),
        { ...input('2', 'Camera'), kind: 'videoinput' },
        input('3', 'Desk')
      ],
      [
        ['3', 'microphone', false],
        ['1', 'speaker', false]
      ]
    ],
    ['nothing may be known: no ids', [input('', '')], []],
    ['nothing is connected', [], []]
  ])('%s', (_what, infos, listed) => {
    expect(listedDevices(infos).map(({ id, kind, isDefault }) => [id, kind, isDefault])).toEqual(
      listed
    )
  })
})
