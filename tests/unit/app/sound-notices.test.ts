import { describe, expect, it } from 'vitest'
import type { SoundView } from '@contract/ipc/sound-view'
import { defaultSound } from '@contract/settings/sound'
import { NoticeBoard } from '../../../src-main/app/notice-board'
import { SoundNotices } from '../../../src-main/app/sound-notices'

const { volumePercent, microphoneGainDb, listening, processing } = defaultSound
const builtIn = { id: 'built-in', kind: 'microphone', label: 'Built-in', isDefault: true } as const

const view = (isConnected: boolean, devices: SoundView['devices'] = [builtIn]): SoundView => ({
  devices,
  chosen: {
    microphone: { id: 'headset', label: 'Headset', isConnected },
    speaker: null,
    ringer: null
  },
  inUse: {
    microphone: isConnected ? 'headset' : (devices?.[0]?.id ?? null),
    speaker: null,
    ringer: null
  },
  volumePercent,
  microphoneGainDb,
  listening,
  processing,
  test: null
})
const connected = view(true)
const gone = view(false)
const replaced = {
  reason: 'sound.microphone-replaced',
  context: { lost: 'Headset', used: 'Built-in' }
}

function board() {
  let shown: readonly unknown[] = []
  const board = new NoticeBoard((notices) => {
    shown = notices.map(({ failure }) => failure)
  })
  return { board, notices: new SoundNotices(board), shown: () => shown }
}

describe('a notice about a device', () => {
  it('says what is used when the chosen one goes, and goes when it is back', () => {
    const { notices, shown } = board()
    notices.update(connected, true)
    expect(shown()).toEqual([])
    notices.update(gone, true)
    expect(shown()).toEqual([replaced])
    notices.update(connected, true)
    expect(shown()).toEqual([])
  })

  it('says when there is no other one', () => {
    const { notices, shown } = board()
    notices.update(connected, false)
    notices.update(gone, false)
    notices.update(view(false, []), false)
    expect(shown()).toEqual([{ reason: 'sound.microphone-missing', context: { lost: 'Headset' } }])
  })

  it('about one that was not there from the beginning waits for a call', () => {
    const { notices, shown } = board()
    notices.update(gone, false)
    expect(shown()).toEqual([])
    notices.update(gone, true)
    expect(shown()).toEqual([replaced])
    notices.update(gone, false)
    expect(shown()).toEqual([])
  })

  it('that was dismissed does not come back by itself', () => {
    const { board: all, notices, shown } = board()
    notices.update(connected, true)
    notices.update(gone, true)
    all.dismiss('sound.microphone-replaced')
    notices.update({ ...gone, volumePercent: 50 }, true)
    expect(shown()).toEqual([])
  })

  it('is not made before the devices are known', () => {
    const { notices, shown } = board()
    notices.update({ ...gone, devices: null }, true)
    expect(shown()).toEqual([])
  })
})
