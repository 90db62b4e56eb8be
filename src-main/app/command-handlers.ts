import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { Hotkeys } from '@contract/settings/hotkeys'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { CommandHandlers } from '../ipc/gate'
import type { SoundDevices } from '../media/media-host'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import type { Supervisor } from '../supervision/supervisor'
import type { CustomerSession } from './customer-session'
import type { Log } from './log'
import type { NoticeBoard } from './notice-board'
import { soundCommands } from './sound-commands'
import { tryAccount } from './try-account'

/** The demo, as far as a command can start and stop it. */
export interface DemoSwitch {
  readonly running: boolean
  start(): Promise<Result<null>>
  stop(): void
  saveHotkeys(hotkeys: Hotkeys): void
}

export interface HandlerParts {
  readonly publisher: SnapshotPublisher
  readonly supervisor: Supervisor
  readonly directory: CustomerDirectory
  readonly session: CustomerSession
  readonly demo: DemoSwitch
  readonly notices: NoticeBoard
  readonly sound: SoundDevices
  readonly log: Log
  /** settled when the media path is up, or will not come */
  readonly mediaStarted: Promise<void>
}

/** What each command of the contract does. Nothing here but handing on. */
export function commandHandlers(parts: HandlerParts): CommandHandlers {
  const { publisher, supervisor, directory, session, demo, notices, sound, log } = parts
  const unlessSupervising = (change: () => Result<null>): Result<null> =>
    supervisor.view.phase === 'idle' ? change() : fail(failure('settings.in-supervision'))
  return {
    'snapshot.get': () => ok(publisher.snapshot),
    'supervision.join': async ({ extension, mode }) => {
      await parts.mediaStarted
      return supervisor.join(extension, mode)
    },
    'supervision.changeMode': ({ mode }) => supervisor.changeMode(mode),
    'supervision.sendAgain': () => supervisor.sendAgain(),
    'supervision.setMuted': ({ muted }) => supervisor.setMuted(muted),
    'supervision.hangUp': () => supervisor.hangUp(),
    'demo.start': () =>
      supervisor.view.phase === 'idle' ? demo.start() : fail(failure('settings.in-supervision')),
    'demo.stop': () =>
      unlessSupervising(() => {
        demo.stop()
        return ok()
      }),
    'customers.save': ({ password, ...customer }) => directory.save(customer, password),
    'customers.remove': ({ id }) =>
      session.customer?.id === id
        ? unlessSupervising(() => directory.remove(id))
        : directory.remove(id),
    'customers.activate': ({ id }) =>
      unlessSupervising(() => {
        demo.stop()
        return directory.activate(id)
      }),
    'customers.tryAccount': ({ customerId, account, password }) =>
      tryAccount(account, password ?? directory.passwordOf(customerId), log),
    'customers.saveHotkeys': ({ id, hotkeys }) => {
      if (!demo.running || session.customer?.id !== id) return directory.saveHotkeys(id, hotkeys)
      demo.saveHotkeys(hotkeys)
      return ok()
    },
    'registration.retry': () => {
      session.account?.retryNow()
      return ok()
    },
    'appearance.setColorScheme': ({ colorScheme }) => directory.setColorScheme(colorScheme),
    ...soundCommands({ directory, sound, inCall: () => supervisor.view.phase !== 'idle' }),
    'notices.dismiss': ({ id }) => {
      notices.dismiss(id)
      return ok()
    }
  }
}
