import { failure } from '@contract/errors/reasons'
import { electronShortcutRegistrar } from '../hotkeys/electron-shortcut-registrar'
import { HotkeySet } from '../hotkeys/hotkey-set'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import type { Supervisor } from '../supervision/supervisor'
import type { NoticeBoard } from './notice-board'

export interface HotkeyWiring {
  readonly supervisor: Supervisor
  readonly publisher: Pick<SnapshotPublisher, 'set'>
  readonly notices: NoticeBoard
}

/** The keys of the system, what they do, and who says when one of them cannot be had. */
export function wireHotkeys({ supervisor, publisher, notices }: HotkeyWiring): HotkeySet {
  return new HotkeySet(
    electronShortcutRegistrar,
    (action) => {
      if (action === 'hang-up') supervisor.hangUp()
      else void supervisor.changeMode(action)
    },
    (views) => {
      publisher.set('hotkeys', [...views])
      const failed = views.filter(({ state }) => state === 'failed')
      if (failed.length === 0) notices.dismiss('hotkey.not-registered')
      else {
        const accelerator = failed.map((view) => view.accelerator).join(', ')
        notices.post(failure('hotkey.not-registered', { accelerator }))
      }
    }
  )
}
