import { z } from 'zod'

/** What a global hotkey does. They are registered only while a supervision lasts. */
export const hotkeyActions = ['spy', 'whisper', 'barge-in', 'hang-up'] as const
export type HotkeyAction = (typeof hotkeyActions)[number]

/**
 * An Electron accelerator, e.g. "CommandOrControl+Alt+1", or an empty string for none.
 * It needs a modifier or a function key, so that no hotkey swallows ordinary typing.
 */
const acceleratorSchema = z
  .string()
  .max(64)
  .refine((text) => text === '' || isAccelerator(text), 'not-an-accelerator')

const modifier =
  /^(?:CommandOrControl|CmdOrCtrl|Command|Cmd|Control|Ctrl|Alt|Option|Shift|Super|Meta)$/
const key =
  /^(?:[A-Z0-9]|F(?:[1-9]|1\d|2[0-4])|num[0-9]|Space|Tab|Backspace|Delete|Insert|Up|Down|Left|Right|Home|End|PageUp|PageDown|Escape|Enter)$/

export function isAccelerator(text: string): boolean {
  const parts = text.split('+')
  const last = parts.pop()
  if (last === undefined || !key.test(last)) return false
  if (!parts.every((part) => modifier.test(part)) || new Set(parts).size !== parts.length)
    return false
  return parts.some((part) => part !== 'Shift') || /^F\d+$/.test(last)
}

export const hotkeysSchema = z.object({
  spy: acceleratorSchema,
  whisper: acceleratorSchema,
  'barge-in': acceleratorSchema,
  'hang-up': acceleratorSchema
})
export type Hotkeys = z.infer<typeof hotkeysSchema>

/** The digits of the default codes. With Shift: without it, Ctrl+Alt is what AltGr sends, and AltGr+2 may write an @. */
export const defaultHotkeys: Hotkeys = {
  spy: 'CommandOrControl+Alt+Shift+0',
  whisper: 'CommandOrControl+Alt+Shift+1',
  'barge-in': 'CommandOrControl+Alt+Shift+2',
  // Not H: on macOS that hides the other programs.
  'hang-up': 'CommandOrControl+Alt+Shift+X'
}

/**
 * Whether AltGr and a letter or digit would press it: Windows and Linux keyboards write characters like @ and } so, and
 * whoever writes one during a supervision must not change the mode.
 */
export function isWrittenWithAltGr(accelerator: string): boolean {
  const parts = accelerator.split('+')
  const last = parts.pop() ?? ''
  const control = parts.some((part) => /^(?:CommandOrControl|CmdOrCtrl|Control|Ctrl)$/.test(part))
  const alt = parts.some((part) => part === 'Alt' || part === 'Option')
  return control && alt && parts.length === 2 && /^[A-Z0-9]$/.test(last)
}

/** Two actions on one key; the later action is named first. */
export function hotkeyClashes(
  hotkeys: Hotkeys
): readonly { action: HotkeyAction; other: HotkeyAction }[] {
  return hotkeyActions.flatMap((action, index) => {
    const other = hotkeyActions
      .slice(0, index)
      .find((earlier) => hotkeys[earlier] === hotkeys[action])
    return other && hotkeys[action] !== '' ? [{ action, other }] : []
  })
}
