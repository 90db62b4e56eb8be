import type { Slices } from '@contract/ipc/snapshot'

export type Platform = Slices['app']['platform']

const macSymbols: Readonly<Record<string, string>> = {
  CommandOrControl: '⌘',
  CmdOrCtrl: '⌘',
  Command: '⌘',
  Cmd: '⌘',
  Meta: '⌘',
  Super: '⌘',
  Control: '⌃',
  Ctrl: '⌃',
  Alt: '⌥',
  Option: '⌥',
  Shift: '⇧'
}

const otherWords: Readonly<Record<string, string>> = {
  CommandOrControl: 'Ctrl',
  CmdOrCtrl: 'Ctrl',
  Control: 'Ctrl',
  Option: 'Alt'
}

/** An Electron accelerator as the keyboards of a platform spell it: "Ctrl+Alt+1" or "⌘⌥1". */
export function acceleratorText(accelerator: string, platform: Platform): string {
  const parts = accelerator.split('+')
  if (platform === 'darwin') return parts.map((part) => macSymbols[part] ?? part).join('')
  const superKey = platform === 'win32' ? 'Win' : 'Super'
  return parts
    .map((part) => (part === 'Super' || part === 'Meta' ? superKey : (otherWords[part] ?? part)))
    .join('+')
}
