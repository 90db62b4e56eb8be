import { failure } from '@contract/errors/reasons'
import { fail, ok, type Result } from '@contract/ipc/result'
import type { Customer } from '@contract/settings/customer'
import type { Hotkeys } from '@contract/settings/hotkeys'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { SipTrace } from '../diagnostics/sip-trace'
import type { SupervisionHistory } from '../history/supervision-history'
import type { CommandHandlers } from '../ipc/gate'
import type { SoundDevices } from '../media/media-host'
import type { Phone } from '../phone/phone'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import type { Supervisor } from '../supervision/supervisor'
import type { Customers } from './customers'
import type { EchoCall } from './echo-call'
import { diagnosticsCommands } from './diagnostics-commands'
import { systemCommands } from './electron-system-settings'
import type { WiredHud } from './hud-wiring'
import type { WiredBells } from './bell-wiring'
import type { Log } from './log'
import type { NoticeBoard } from './notice-board'
import { phoneCommands } from './phone-commands'
import { showCustomer } from './show-customer'
import { soundCommands } from './sound-commands'
import { tryAccount } from './try-account'
import { tryIceServer, type AsksIceServer } from './try-ice-server'

/** The demo, as far as a command can start and stop it. */
export interface DemoSwitch {
  readonly customer: Customer | null
  show(shown: boolean): void
  start(): Promise<Result<null>>
  stop(): void
  callManager(): void
  saveHotkeys(hotkeys: Hotkeys): void
}

export interface HandlerParts {
  readonly publisher: SnapshotPublisher
  readonly supervisor: Supervisor
  readonly phone: Phone
  readonly history: SupervisionHistory
  readonly directory: CustomerDirectory
  readonly customers: Customers
  readonly demo: DemoSwitch
  readonly hud: WiredHud
  readonly bells: WiredBells
  readonly notices: NoticeBoard
  readonly sound: SoundDevices
  readonly asksIceServer: AsksIceServer
  readonly echoCall: EchoCall
  readonly trace: SipTrace
  /** name and version of the app */
  readonly producer: string
  readonly log: Log
  /** a supervision or a call goes through this customer's account, or through any where none is named */
  inCall(customerId?: string): boolean
  /** resolves when the state tells of the supervision as it is */
  supervisionShown(): Promise<void>
  /** settled when the media path is up, or will not come */
  readonly mediaStarted: Promise<void>
}

/** What each command of the contract does. Nothing here but handing on. */
export function commandHandlers(parts: HandlerParts): CommandHandlers {
  const { publisher, supervisor, phone, directory, customers, demo, notices, log } = parts
  /** Before a call of the manager: the media path is up, and no test of it is in the way. */
  const ready = async () => {
    await parts.mediaStarted
    await parts.echoCall.giveWay()
  }
  const join: CommandHandlers['supervision.join'] = async ({ extension, mode }) => {
    await ready()
    const refused = phone.supervisionRefusal
    if (refused) return fail(refused)
    const joined = await supervisor.join(extension, mode)
    await parts.supervisionShown()
    return joined
  }
  const unlessInCall = (
    customerId: string | undefined,
    change: () => Result<null>
  ): Result<null> =>
    customerId !== undefined && parts.inCall(customerId)
      ? fail(failure('settings.in-supervision'))
      : change()
  return {
    'snapshot.get': () => ok(publisher.snapshot),
    'supervision.join': join,
    'supervision.changeMode': ({ mode }) => supervisor.changeMode(mode),
    'supervision.sendAgain': () => supervisor.sendAgain(),
    'supervision.setMuted': ({ muted }) => supervisor.setMuted(muted),
    'supervision.hangUp': () => supervisor.hangUp(),
    ...phoneCommands(phone, ready, join),
    'history.clear': () => {
      parts.history.clear()
      return ok()
    },
    'demo.start': () => demo.start(),
    'demo.stop': () =>
      unlessInCall(demo.customer?.id, () => {
        demo.stop()
        return ok()
      }),
    'demo.callMe': () => {
      demo.callManager()
      return ok()
    },
    'customers.save': ({ password, turnPassword, ...customer }) =>
      directory.save(customer, { password, turnPassword }),
    'customers.remove': ({ id }) => unlessInCall(id, () => directory.remove(id)),
    'customers.activate': ({ id }) => showCustomer(id, parts),
    'customers.setConnected': ({ id, connected }) =>
      unlessInCall(connected ? undefined : id, () => directory.setConnected(id, connected)),
    'customers.tryAccount': ({ customerId, account, password }) =>
      tryAccount(account, password ?? directory.secretsOf(customerId).password, {
        log,
        wire: parts.trace.wireOf(directory.find(customerId)?.name ?? account.domain)
      }),
    'customers.tryIceServer': async ({ customerId, account, kind, turnPassword: typed }) => {
      await parts.mediaStarted
      const turnPassword = typed ?? directory.secretsOf(customerId).turnPassword
      return tryIceServer(parts.asksIceServer, { ...account, turnPassword }, kind)
    },
    'customers.saveHotkeys': ({ id, hotkeys }) => {
      if (demo.customer?.id !== id) return directory.saveHotkeys(id, hotkeys)
      demo.saveHotkeys(hotkeys)
      return ok()
    },
    'registration.retry': () => {
      customers.connections.shown?.account.retryNow()
      return ok()
    },
    'appearance.setColorScheme': ({ colorScheme }) => directory.setColorScheme(colorScheme),
    ...parts.hud.commands,
    ...soundCommands({ ...parts, inCall: () => parts.inCall() }),
    ...systemCommands,
    ...parts.bells.commands,
    ...diagnosticsCommands(parts),
    'notices.dismiss': ({ id }) => {
      notices.dismiss(id)
      return ok()
    }
  }
}
