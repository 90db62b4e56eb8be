import { describe, expect, it } from 'vitest'
import { commandNames, hudCommandNames } from '@contract/ipc/command-names'
import { commands } from '@contract/ipc/commands'
import { checkSender, type KnownWindow, type Sender } from '../../../src-main/ipc/gate-check'

const page = 'file:///app/out/renderer/ui/index.html'
const windows = new Map<number, KnownWindow>([
  [1, { kind: 'ui', page }],
  [2, { kind: 'hud', page: 'file:///app/out/renderer/hud/index.html' }]
])
const ui: Sender = { webContentsId: 1, isMainFrame: true, frameUrl: page }
const hud: Sender = {
  webContentsId: 2,
  isMainFrame: true,
  frameUrl: 'file:///app/out/renderer/hud/index.html'
}

describe('the gate', () => {
  it('lets the UI window ask everything that the contract allows it', () => {
    for (const name of commandNames) {
      expect(checkSender(windows, ui, name).allowed).toBe(
        (commands[name].callers as readonly string[]).includes('ui')
      )
    }
  })

  it('lets the small window ask what its preload offers, and nothing else', () => {
    expect(commandNames.filter((name) => checkSender(windows, hud, name).allowed)).toEqual(
      hudCommandNames
    )
  })

  it.each<[string, Sender, unknown]>([
    ['unknown-window', { ...ui, webContentsId: 3 }, 'snapshot.get'],
    ['not-main-frame', { ...ui, isMainFrame: false }, 'snapshot.get'],
    ['wrong-page', { ...ui, frameUrl: 'https://evil.example/' }, 'snapshot.get'],
    ['wrong-page', { ...ui, frameUrl: `${page}.evil` }, 'snapshot.get'],
    ['wrong-page', { ...ui, frameUrl: hud.frameUrl }, 'snapshot.get'],
    ['unknown-command', ui, 'toString'],
    ['unknown-command', ui, '__proto__'],
    ['unknown-command', ui, { name: 'snapshot.get' }],
    ['not-for-this-window', hud, 'customers.remove'],
    ['not-for-this-window', hud, 'supervision.join'],
    ['not-for-this-window', ui, 'hud.fit']
  ])('refuses, %s', (because, sender, name) => {
    expect(checkSender(windows, sender, name)).toEqual({ allowed: false, because })
  })

  it('takes query and fragment for the same page', () => {
    expect(checkSender(windows, { ...ui, frameUrl: `${page}?a#b` }, 'snapshot.get').allowed).toBe(
      true
    )
  })
})
