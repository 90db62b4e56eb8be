import { Notification } from 'electron'
import type { RingingBell } from '../monitoring/call-bells'

export interface BellNotificationPorts {
  /** "On a call now" */
  readonly title: string
  /** nothing may be heard beside a call that is up */
  isSilent(): boolean
  customerName(customerId: string): string
  /** the person clicked on it */
  clicked(bell: RingingBell): void
}

/** What the system tells of a bell, until it is clicked or the call is over. It takes no focus and joins nothing. */
export class BellNotifications {
  private readonly shown = new Map<string, Notification>()

  constructor(private readonly ports: BellNotificationPorts) {}

  show(bell: RingingBell): void {
    if (!Notification.isSupported()) return
    const { ports } = this
    const { customerId, extension, name } = bell
    const who = name === '' ? extension : `${name} (${extension})`
    const notification = new Notification({
      title: ports.title,
      body: `${who}\n${ports.customerName(customerId)}`,
      silent: ports.isSilent()
    })
    notification.on('click', () => {
      ports.clicked(bell)
    })
    this.shown.set(keyOf(bell), notification)
    notification.show()
  }

  close(bell: Pick<RingingBell, 'customerId' | 'extension'>): void {
    this.shown.get(keyOf(bell))?.close()
    this.shown.delete(keyOf(bell))
  }
}

function keyOf({ customerId, extension }: Pick<RingingBell, 'customerId' | 'extension'>): string {
  return `${customerId} ${extension}`
}
