import { isAccelerator } from '@contract/settings/hotkeys'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  recordKey,
  type KeyPress
} from '../../../src-renderer/ui/features/settings/accelerator-from-key'

function press(key: string, code: string, modifiers: Partial<KeyPress> = {}): KeyPress {
  return { key, code, ctrlKey: false, altKey: false, shiftKey: false, metaKey: false, ...modifiers }
}

describe('recording a hotkey', () => {
  it.each([
    ['Ctrl+Alt+1', press('1', 'Digit1', { ctrlKey: true, altKey: true }), 'CommandOrControl+Alt+1'],
    ['a function key alone', press('F9', 'F9'), 'F9'],
    ['Win+Space', press(' ', 'Space', { metaKey: true }), 'Super+Space'],
    [
      'the letter of the layout, not of the place',
      press('a', 'KeyQ', { ctrlKey: true }),
      'CommandOrControl+A'
    ],
    [
      'the digit under Shift',
      press('!', 'Digit1', { ctrlKey: true, shiftKey: true }),
      'CommandOrControl+Shift+1'
    ],
    ['the number pad', press('4', 'Numpad4', { altKey: true }), 'Alt+num4'],
    ['an arrow', press('ArrowUp', 'ArrowUp', { ctrlKey: true }), 'CommandOrControl+Up'],
    [
      'Backspace with a modifier',
      press('Backspace', 'Backspace', { ctrlKey: true }),
      'CommandOrControl+Backspace'
    ]
  ])('takes %s', (_name, key, accelerator) => {
    expect(recordKey(key, 'linux')).toEqual({ kind: 'accelerator', accelerator })
  })

  it('tells Command and Control apart on a Mac, where Option makes other characters', () => {
    expect(recordKey(press('å', 'KeyA', { metaKey: true, altKey: true }), 'darwin')).toEqual({
      kind: 'accelerator',
      accelerator: 'CommandOrControl+Alt+A'
    })
    expect(recordKey(press('h', 'KeyH', { ctrlKey: true }), 'darwin')).toEqual({
      kind: 'accelerator',
      accelerator: 'Control+H'
    })
  })

  it.each([
    ['a modifier alone', press('Control', 'ControlLeft', { ctrlKey: true }), 'incomplete'],
    ['a letter alone', press('k', 'KeyK'), 'not-usable'],
    ['Shift and a letter', press('K', 'KeyK', { shiftKey: true }), 'not-usable'],
    ['a key without a name', press('§', 'IntlBackslash', { ctrlKey: true }), 'not-usable'],
    ['Escape', press('Escape', 'Escape'), 'cancel'],
    ['Backspace', press('Backspace', 'Backspace'), 'clear']
  ])('%s is %s', (_name, key, kind) => {
    expect(recordKey(key, 'linux').kind).toBe(kind)
  })

  it('never records what the contract would refuse', () => {
    const codes = [
      'KeyA',
      'Digit5',
      'F12',
      'Space',
      'Tab',
      'Minus',
      'Numpad0',
      'ArrowLeft',
      'Enter'
    ]
    fc.assert(
      fc.property(
        fc.constantFrom(...codes),
        fc.string({ minLength: 1, maxLength: 2 }),
        fc.record({
          ctrlKey: fc.boolean(),
          altKey: fc.boolean(),
          shiftKey: fc.boolean(),
          metaKey: fc.boolean()
        }),
        fc.constantFrom('linux' as const, 'win32' as const, 'darwin' as const),
        (code, key, modifiers, platform) => {
          const recorded = recordKey(press(key, code, modifiers), platform)
          if (recorded.kind === 'accelerator') {
            expect(isAccelerator(recorded.accelerator)).toBe(true)
          }
        }
      )
    )
  })
})
