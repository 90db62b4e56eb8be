import { describe, expect, it } from 'vitest'
import { deviceChoices } from '../../../src-renderer/ui/features/sound/device-choices'
import { stageSound } from '../../support/stage/stage-sound'

describe('the choice of a device', () => {
  it('offers the default of the system first, then what is connected', () => {
    expect(deviceChoices(stageSound, 'microphone')).toEqual({
      entries: [
        { kind: 'system', value: '', label: 'Built-in Microphone' },
        { kind: 'device', value: 'mic-built-in', label: 'Built-in Microphone' },
        { kind: 'device', value: 'mic-headset', label: 'Jabra Evolve2 65' }
      ],
      value: '',
      usedInstead: null,
      none: false
    })
  })

  it('has the ringer follow the speaker, and offers the speakers for it', () => {
    const { entries, value } = deviceChoices(stageSound, 'ringer')
    expect(entries.map((entry) => [entry.kind, entry.value])).toEqual([
      ['speaker', ''],
      ['device', 'speaker-built-in'],
      ['device', 'speaker-headset']
    ])
    expect(value).toBe('')
  })

  it('keeps a chosen device that is not connected, and says what is used meanwhile', () => {
    const chosen = {
      ...stageSound.chosen,
      speaker: { id: 'old', label: 'Old headset', isConnected: false }
    }
    const choices = deviceChoices({ ...stageSound, chosen }, 'speaker')
    expect(choices.entries.at(-1)).toEqual({ kind: 'gone', value: 'old', label: 'Old headset' })
    expect(choices.value).toBe('old')
    expect(choices.usedInstead).toBe('Built-in Speakers')
  })

  it('does not list the stand-in for the default twice', () => {
    const devices = [
      { id: 'default', kind: 'speaker' as const, label: 'Default', isDefault: true },
      { id: 's2', kind: 'speaker' as const, label: 'Headset', isDefault: false }
    ]
    const { entries } = deviceChoices({ ...stageSound, devices }, 'speaker')
    expect(entries.map(({ value }) => value)).toEqual(['', 's2'])
  })

  it('tells nothing connected from not known yet', () => {
    expect(deviceChoices({ ...stageSound, devices: [] }, 'speaker').none).toBe(true)
    expect(deviceChoices({ ...stageSound, devices: null }, 'speaker').none).toBe(false)
  })
})
