import { isAccelerator } from '@contract/settings/hotkeys'
import type { Platform } from '../../i18n/accelerator-text'

export type KeyPress = Pick<
  KeyboardEvent,
  'key' | 'code' | 'ctrlKey' | 'altKey' | 'shiftKey' | 'metaKey'
>

/** What a key press means while a hotkey is being recorded. */
export type RecordedKey =
  | { kind: 'accelerator'; accelerator: string }
  /** only modifiers are down so far */
  | { kind: 'incomplete' }
  /** a key that cannot be a hotkey, or one without a modifier, which would swallow ordinary typing */
  | { kind: 'not-usable' }
  | { kind: 'cancel' }
  | { kind: 'clear' }

const namedKeys: Readonly<Record<string, string>> = {
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  Backspace: 'Backspace',
  Delete: 'Delete',
  End: 'End',
  Enter: 'Enter',
  Escape: 'Escape',
  Home: 'Home',
  Insert: 'Insert',
  PageDown: 'PageDown',
  PageUp: 'PageUp',
  Space: 'Space',
  Tab: 'Tab'
}

export function recordKey(press: KeyPress, platform: Platform): RecordedKey {
  if (/^(?:Control|Alt|AltGraph|Shift|Meta|OS)$/.test(press.key)) return { kind: 'incomplete' }
  const modifiers = modifiersOf(press, platform)
  if (modifiers.length === 0 && press.key === 'Escape') return { kind: 'cancel' }
  if (modifiers.length === 0 && /^(?:Backspace|Delete)$/.test(press.key)) return { kind: 'clear' }
  const key = keyName(press)
  const accelerator = key && [...modifiers, key].join('+')
  return accelerator && isAccelerator(accelerator)
    ? { kind: 'accelerator', accelerator }
    : { kind: 'not-usable' }
}

function modifiersOf(press: KeyPress, platform: Platform): readonly string[] {
  const mac = platform === 'darwin'
  return [
    (mac ? press.metaKey : press.ctrlKey) && 'CommandOrControl',
    mac && press.ctrlKey && 'Control',
    !mac && press.metaKey && 'Super',
    press.altKey && 'Alt',
    press.shiftKey && 'Shift'
  ].filter((modifier) => modifier !== false)
}

/** The letter that the layout puts on the key; with Alt or Shift the layout makes other characters, so then its place. */
function keyName({ key, code }: KeyPress): string | undefined {
  if (/^Numpad\d$/.test(code)) return `num${code.slice(-1)}`
  if (/^[a-z]$/i.test(key)) return key.toUpperCase()
  if (/^Digit\d$/.test(code)) return code.slice(-1)
  if (/^Key[A-Z]$/.test(code)) return code.slice(-1)
  if (/^F\d{1,2}$/.test(key)) return key
  return namedKeys[code]
}
