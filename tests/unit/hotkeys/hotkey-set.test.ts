import { beforeEach, describe, expect, it } from 'vitest'
import {
  defaultHotkeys,
  isAccelerator,
  isWrittenWithAltGr,
  type HotkeyAction
} from '@contract/settings/hotkeys'
import { HotkeySet } from '../../../src-main/hotkeys/hotkey-set'

let system: Map<string, () => void>
let taken: Set<string>
let pressed: HotkeyAction[]
let told: number

beforeEach(() => {
  system = new Map()
  taken = new Set()
  pressed = []
  told = 0
})

function hotkeySet(): HotkeySet {
  return new HotkeySet(
    {
      register: (accelerator, press) => {
        if (taken.has(accelerator)) return false
        system.set(accelerator, press)
        return true
      },
      unregister: (accelerator) => system.delete(accelerator)
    },
    (action) => pressed.push(action),
    () => told++
  )
}

describe('global hotkeys', () => {
  it('are the system’s only while a supervision lasts', () => {
    const hotkeys = hotkeySet()
    hotkeys.use(defaultHotkeys)
    expect(system.size).toBe(0)
    hotkeys.setActive(true)
    expect([...system.keys()].sort()).toEqual(Object.values(defaultHotkeys).sort())
    hotkeys.setActive(false)
    expect(system.size).toBe(0)
  })

  it('do what they say', () => {
    const hotkeys = hotkeySet()
    hotkeys.use(defaultHotkeys)
    hotkeys.setActive(true)
    system.get(defaultHotkeys.whisper)?.()
    expect(pressed).toEqual(['whisper'])
  })

  it('tell which key another program owns', () => {
    taken.add(defaultHotkeys.spy)
    const hotkeys = hotkeySet()
    hotkeys.use(defaultHotkeys)
    hotkeys.setActive(true)
    expect(hotkeys.views.filter(({ state }) => state === 'failed')).toEqual([
      { action: 'spy', accelerator: defaultHotkeys.spy, state: 'failed' }
    ])
  })

  it('change during a supervision without leaving the old ones behind', () => {
    const hotkeys = hotkeySet()
    hotkeys.use(defaultHotkeys)
    hotkeys.setActive(true)
    hotkeys.use({ spy: 'F9', whisper: '', 'barge-in': '', 'hang-up': '' })
    expect([...system.keys()]).toEqual(['F9'])
  })

  it('stay where they are, and are told of no more, when other settings change', () => {
    const hotkeys = hotkeySet()
    hotkeys.use(defaultHotkeys)
    hotkeys.setActive(true)
    system.clear()
    told = 0
    hotkeys.use({ ...defaultHotkeys })
    expect(system.size).toBe(0)
    expect(told).toBe(0)
  })
})

describe('an accelerator', () => {
  it.each([
    ['CommandOrControl+Alt+2', true],
    ['Ctrl+Alt+Q', true],
    ['CommandOrControl+Alt+Shift+2', false],
    ['CommandOrControl+Shift+2', false],
    ['CommandOrControl+Alt+F2', false],
    ['Alt+2', false]
  ])('%s is written with AltGr: %s', (text, written) => {
    expect(isWrittenWithAltGr(text)).toBe(written)
  })

  it('of the default hotkeys is never what AltGr writes', () => {
    expect(Object.values(defaultHotkeys).filter(isWrittenWithAltGr)).toEqual([])
  })

  it.each(['CommandOrControl+Alt+1', 'F9', 'Shift+F9', 'Ctrl+Shift+H'])('may be %s', (text) => {
    expect(isAccelerator(text)).toBe(true)
  })

  it.each(['', 'A', 'Shift+A', 'Ctrl', 'Ctrl+Ctrl+A', 'Ctrl+ä', 'Ctrl+A+B'])(
    'may not be %j',
    (text) => {
      expect(isAccelerator(text)).toBe(false)
    }
  )
})
