import { Notification } from 'electron'
import type { PhoneCallView } from '@contract/ipc/phone-view'

export interface AlertPorts {
  readonly window: {
    /** in front, without the focus */
    showInactive(): void
    /** the person asked for it */
    show(): void
    /** blinks in the task bar until somebody looks */
    setAttention(wanted: boolean): void
  }
  /** "Incoming call" */
  readonly title: string
}

/**
 * Says outside of the window that a call rings. Nothing here takes the focus: whoever types goes on typing, and Enter
 * answers nothing by accident.
 */
export class IncomingCallAlert {
  private readonly shown = new Map<string, Notification | null>()

  constructor(private readonly ports: AlertPorts) {}

  update(calls: readonly PhoneCallView[]): void {
    const ringing = calls.filter(({ phase }) => phase === 'ringing')
    for (const [id, notification] of this.shown) {
      if (ringing.some((call) => call.id === id)) continue
      notification?.close()
      this.shown.delete(id)
    }
    for (const call of ringing) {
      if (this.shown.has(call.id)) continue
      this.shown.set(call.id, this.notify(call))
      this.ports.window.showInactive()
    }
    this.ports.window.setAttention(ringing.length > 0)
  }

  private notify({ party, customerName }: PhoneCallView): Notification | null {
    if (!Notification.isSupported()) return null
    const who = party.name === null ? party.number : `${party.name} (${party.number})`
    // The ringer rings, or nothing does.
    const notification = new Notification({
      title: this.ports.title,
      body: `${who}\n${customerName}`,
      silent: true
    })
    notification.on('click', () => {
      this.ports.window.show()
    })
    notification.show()
    return notification
  }
}
