import type { Clock } from '../clock'
import { dialogInfoBody, dialogInfoType, type WatchedDialog } from './dialog-info-body'
import { resourceListBody } from './resource-list-body'
import { headerOf, headersOf, type SipHeader } from './sip-message'
import { expiresSeconds, tooBrief } from './registrar'
import type { ServerTransaction } from './server-transactions'
import type { SipEndpoint } from './sip-endpoint'
import { loopback } from './sip-transport'
import { UasDialog } from './uas-dialog'

const defaultExpiresSeconds = 3_600
const maxExpiresSeconds = 3_600

/** One extension, or the list of them behind a URI of its own (RFC 4662). */
export type Watched =
  | { readonly kind: 'extension'; readonly extension: string }
  | { readonly kind: 'list'; readonly user: string; readonly extensions: readonly string[] }

interface Subscription {
  readonly dialog: UasDialog
  readonly watched: Watched
  /** `id` of the Event header must come back (RFC 6665 §4.4.1) */
  readonly event: string
  version: number
  expiresAtMs: number
  cancelExpiry: () => void
}

/**
 * The notifier of the dialog event package (RFC 6665 §4.2, RFC 4235): full state at once, at each change, at each refresh
 * and at the end. Of a list, a change names the extension that changed and no others.
 */
export class DialogNotifier {
  private readonly subscriptions = new Set<Subscription>()

  constructor(
    private readonly clock: Clock,
    private readonly endpoint: Pick<SipEndpoint, 'send' | 'contact'>,
    private readonly dialogOf: (extension: string) => WatchedDialog | undefined
  ) {}

  /** Answers a SUBSCRIBE that may be granted: the watcher and the extension have been checked. */
  subscribe(transaction: ServerTransaction, watched: Watched): void {
    const seconds = grantedSeconds(transaction)
    if (seconds === 'too-brief') {
      transaction.respond(tooBrief)
      return
    }
    const subscription: Subscription = {
      dialog: new UasDialog(transaction),
      watched,
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
      const { watched } = subscription
      const concerns =
        watched.kind === 'list'
          ? watched.extensions.includes(extension)
          : watched.extension === extension
      if (concerns) this.notify(subscription, { changed: extension })
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
    this.notify(subscription, { ended: 'terminated;reason=timeout' })
  }

  private notify(
    subscription: Subscription,
    { ended, changed }: { readonly ended?: string; readonly changed?: string } = {}
  ): void {
    const { dialog, watched, event } = subscription
    const body = this.body(subscription, changed)
    const seconds = Math.ceil((subscription.expiresAtMs - this.clock.nowMs()) / 1_000)
    const headers: readonly SipHeader[] = [
      { name: 'Event', value: event },
      { name: 'Subscription-State', value: ended ?? `active;expires=${seconds}` },
      { name: 'Contact', value: this.endpoint.contact(dialog.flow) },
      ...(watched.kind === 'list' ? [{ name: 'Require', value: 'eventlist' }] : []),
      { name: 'Content-Type', value: body.type }
    ]
    subscription.version += 1
    this.endpoint.send(dialog.request('NOTIFY', headers, body.text), dialog.flow, (statusCode) => {
      // RFC 6665 §4.2.2: who does not know the subscription, or does not answer at all, has lost it.
      if (statusCode >= 300) this.forget(subscription)
    })
  }

  private body(
    { watched, version }: Subscription,
    changed: string | undefined
  ): { readonly type: string; readonly text: string } {
    if (watched.kind === 'extension') {
      const { extension } = watched
      const entity = `sip:${extension}@${loopback}`
      return {
        type: dialogInfoType,
        text: dialogInfoBody(entity, version, this.dialogOf(extension))
      }
    }
    const extensions = changed === undefined ? watched.extensions : [changed]
    const list = {
      uri: `sip:${watched.user}@${loopback}`,
      version,
      fullState: changed === undefined
    }
    const listed = extensions.map((extension) => ({ extension, dialog: this.dialogOf(extension) }))
    return resourceListBody(list, loopback, listed)
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
