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

export const defaultHotkeys: Hotkeys = {
  spy: 'CommandOrControl+Alt+0',
  whisper: 'CommandOrControl+Alt+1',
  'barge-in': 'CommandOrControl+Alt+2',
  // Not H: on macOS that hides the other programs.
  'hang-up': 'CommandOrControl+Alt+X'
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
