import { failure } from '@contract/errors/reasons'
import { fail, ok } from '@contract/ipc/result'
import type { BellsView } from '@contract/ipc/bells-view'
import texts from '../../resources/locales/en.json'
import type { CustomerDirectory } from '../customers/customer-directory'
import type { CommandHandlers } from '../ipc/gate'
import type { SnapshotPublisher } from '../ipc/snapshot-publisher'
import { CallBells, type RingingBell } from '../monitoring/call-bells'
import type { Customers } from './customers'
import { BellNotifications } from './electron-bell-notification'
import type { NoticeBoard } from './notice-board'
import { showCustomer, type ShowCustomerParts } from './show-customer'

export interface BellParts {
  readonly customers: Customers
  readonly directory: CustomerDirectory
  readonly demo: ShowCustomerParts['demo']
  readonly publisher: Pick<SnapshotPublisher, 'set'>
  readonly notices: NoticeBoard
  readonly window: { show(): void }
  readonly inCall: (customerId?: string) => boolean
}

type BellCommand = Extract<keyof CommandHandlers, `bells.${string}`>

export interface WiredBells {
  readonly commands: Pick<CommandHandlers, BellCommand>
  /** The settings changed: an extension may be gone. */
  refresh(): void
}

/** Bells on extensions: told by the rows of every customer, shown by a notice and by the system. */
export function wireBells(parts: BellParts): WiredBells {
  const { customers, directory, notices, publisher } = parts
  const { connections } = customers
  let shown: BellsView['shown'] = null
  const publish = () => {
    publisher.set('bells', {
      waiting: [...bells.waiting],
      desktopNotifications: directory.current.notifications.callBells,
      shown
    })
  }
  const notifications = new BellNotifications({
    title: texts.tray.onCall,
    isSilent: () => parts.inCall(),
    customerName: (id) => customers.find(id)?.name ?? '',
    clicked: ({ customerId, extension }) => {
      if (connections.shownId !== customerId) showCustomer(customerId, parts)
      shown = { customerId, extension, at: Date.now() }
      publish()
      parts.window.show()
    }
  })
  const about = ({ customerId, extension }: Pick<RingingBell, 'customerId' | 'extension'>) =>
    `${customerId} ${extension}`
  const bells: CallBells = new CallBells({
    changed: publish,
    rings: (bell) => {
      const { name, extension } = bell
      const context = { name: name || extension, extension }
      notices.post(failure('monitoring.on-call', context), 'info', about(bell))
      if (directory.current.notifications.callBells) notifications.show(bell)
    },
    silent: (bell) => {
      notices.dismissAbout('monitoring.on-call', about(bell))
      notifications.close(bell)
    }
  })
  connections.onRows((customerId, rows) => {
    bells.see(customerId, rows)
  })
  return {
    commands: {
      'bells.set': ({ customerId, extension, on }) => {
        if (!customers.monitors(customerId, extension))
          return fail(failure('supervision.unknown-extension'))
        if (on) bells.set(customerId, extension, connections.rowOf(customerId, extension))
        else bells.unset(customerId, extension)
        return ok()
      },
      'bells.setDesktopNotifications': ({ on }) => directory.setNotifications({ callBells: on })
    },
    refresh: () => {
      bells.keep((customerId, extension) => customers.monitors(customerId, extension))
      publish()
    }
  }
}
