import type { Clock } from '../clock'
import { dialogInfoBody, dialogInfoType, type WatchedDialog } from './dialog-info-body'
import { headerOf, headersOf, type SipHeader } from './sip-message'
import { expiresSeconds, tooBrief } from './registrar'
import type { ServerTransaction } from './server-transactions'
import type { SipEndpoint } from './sip-endpoint'
import { loopback } from './sip-transport'
import { UasDialog } from './uas-dialog'

const defaultExpiresSeconds = 3_600
const maxExpiresSeconds = 3_600

interface Subscription {
  readonly dialog: UasDialog
  readonly extension: string
  /** `id` of the Event header must come back (RFC 6665 §4.4.1) */
  readonly event: string
  version: number
  expiresAtMs: number
  cancelExpiry: () => void
}

/**
 * The notifier of the dialog event package (RFC 6665 §4.2, RFC 4235): full state at once, at each change, at each refresh
 * and at the end.
 */
export class DialogNotifier {
  private readonly subscriptions = new Set<Subscription>()

  constructor(
    private readonly clock: Clock,
    private readonly endpoint: Pick<SipEndpoint, 'send' | 'contact'>,
    private readonly dialogOf: (extension: string) => WatchedDialog | undefined
  ) {}

  /** Answers a SUBSCRIBE that may be granted: the watcher and the extension have been checked. */
  subscribe(transaction: ServerTransaction, extension: string): void {
    const seconds = grantedSeconds(transaction)
    if (seconds === 'too-brief') {
      transaction.respond(tooBrief)
      return
    }
    const subscription: Subscription = {
      dialog: new UasDialog(transaction),
      extension,
      event: headerOf(transaction.request, 'Event') ?? 'dialog',
      version: 0,
      expiresAtMs: 0,
      cancelExpiry: () => {}
    }
    this.subscriptions.add(subscription)
    this.grant(subscription, transaction, seconds)
  }

  /** Answers a SUBSCRIBE within a dialog: a refresh, or the end. */
  refresh(transaction: ServerTransaction): void {
    const { request } = transaction
    const subscription = [...this.subscriptions].find(({ dialog }) => dialog.holds(request))
    const seconds = grantedSeconds(transaction)
    if (!subscription) transaction.respond({ statusCode: 481 })
    else if (!subscription.dialog.advance(transaction)) transaction.respond({ statusCode: 500 })
    else if (seconds === 'too-brief') transaction.respond(tooBrief)
    else this.grant(subscription, transaction, seconds)
  }

  changed(extension: string): void {
    for (const subscription of this.subscriptions) {
      if (subscription.extension === extension) this.notify(subscription)
    }
  }

  close(): void {
    for (const { cancelExpiry } of this.subscriptions) cancelExpiry()
    this.subscriptions.clear()
  }

  private grant(subscription: Subscription, transaction: ServerTransaction, seconds: number): void {
    transaction.respond({
      statusCode: 200,
      headers: [
        { name: 'Expires', value: String(seconds) },
        { name: 'Contact', value: this.endpoint.contact(transaction.flow) }
      ]
    })
    subscription.cancelExpiry()
    subscription.expiresAtMs = this.clock.nowMs() + seconds * 1_000
    if (seconds === 0) this.end(subscription)
    else {
      subscription.cancelExpiry = this.clock.after(seconds * 1_000, () => {
        this.end(subscription)
      })
      this.notify(subscription)
    }
  }

  private end(subscription: Subscription): void {
    this.subscriptions.delete(subscription)
    this.notify(subscription, 'terminated;reason=timeout')
  }

  private notify(subscription: Subscription, ended?: string): void {
    const { dialog, extension, event, version } = subscription
    const seconds = Math.ceil((subscription.expiresAtMs - this.clock.nowMs()) / 1_000)
    const headers: readonly SipHeader[] = [
      { name: 'Event', value: event },
      { name: 'Subscription-State', value: ended ?? `active;expires=${seconds}` },
      { name: 'Contact', value: this.endpoint.contact(dialog.flow) },
      { name: 'Content-Type', value: dialogInfoType }
    ]
    const entity = `sip:${extension}@${loopback}`
    const body = dialogInfoBody(entity, version, this.dialogOf(extension))
    subscription.version += 1
    this.endpoint.send(dialog.request('NOTIFY', headers, body), dialog.flow, (statusCode) => {
      // RFC 6665 §4.2.2: who does not know the subscription, or does not answer at all, has lost it.
      if (statusCode >= 300) this.forget(subscription)
    })
  }

  private forget(subscription: Subscription): void {
    subscription.cancelExpiry()
    this.subscriptions.delete(subscription)
  }
}

/** True for `Event: dialog`, with or without parameters. */
export function isDialogEvent(event: string | undefined): boolean {
  return event?.split(';')[0]?.trim() === 'dialog'
}

/** True when the watcher understands dialog-info: it says so, or says nothing (RFC 4235 §3.5). */
export function acceptsDialogInfo(accept: readonly string[]): boolean {
  const types = accept.join(',').toLowerCase()
  return accept.length === 0 || types.includes(dialogInfoType) || types.includes('*/*')
}

function grantedSeconds({ request }: ServerTransaction): number | 'too-brief' {
  const [asked] = headersOf(request, 'Expires')
  return expiresSeconds(asked, maxExpiresSeconds, defaultExpiresSeconds)
}
