import type { DialogInfo } from '@contract/telephony/dialog-info'
import { parseResourceList, type ListedInstance, type ResourceList } from './parse-resource-list'
import type { DialogSubscriptionEvent, MonitorSubscription } from './ports'
import { uriUser } from './uri-user'

/** What is known of one extension of the list. */
export type ListedState =
  | { readonly kind: 'dialogs'; readonly info: DialogInfo }
  /** a part of it is not told yet, or any more */
  | { readonly kind: 'lost' }
  | { readonly kind: 'refused'; readonly statusCode: number }

export interface ListWatchPorts {
  subscribe(listener: (event: DialogSubscriptionEvent) => void): MonitorSubscription
  /** the list names these extensions and no others */
  covers(extensions: ReadonlySet<string>): void
  changed(states: ReadonlyMap<string, ListedState>): void
  lost(): void
  /** the PBX has no such list, or does not send one: each extension has to be asked for by itself */
  unusable(why: string): void
}

/** Follows one list of extensions (RFC 4662). */
export class ResourceListWatch {
  private readonly subscription: MonitorSubscription
  private version: number | null = null

  constructor(private readonly ports: ListWatchPorts) {
    this.subscription = ports.subscribe((event) => {
      this.told(event)
    })
  }

  /** A document of an extension was missed. */
  refresh(): void {
    this.subscription.refresh()
  }

  end(): void {
    this.subscription.end()
  }

  private told(event: DialogSubscriptionEvent): void {
    switch (event.type) {
      case 'lost':
        this.version = null
        this.ports.lost()
        return
      case 'refused':
        this.ports.unusable(`${String(event.statusCode)} ${event.reasonPhrase}`)
        return
      case 'notify': {
        // An empty NOTIFY is legal and says nothing (RFC 6665 §4.2.2).
        if (event.body === '') return
        const list = parseResourceList(event.contentType, event.body)
        if (list) this.apply(list)
        else this.ports.unusable(`a NOTIFY without a list (${event.contentType})`)
      }
    }
  }

  private apply(list: ResourceList): void {
    const missed =
      !list.fullState && list.version !== null && list.version !== (this.version ?? NaN) + 1
    this.version = list.version
    const states = new Map<string, ListedState>()
    const named = new Set<string>()
    for (const { uri, instances } of list.resources) {
      const extension = uriUser(uri)
      if (extension === undefined) continue
      named.add(extension)
      // Named and not told of: the PBX knows no more, and nothing is on its way that would be worth waiting for.
      const state = stateOf(instances) ?? (list.fullState ? untold : null)
      if (state) states.set(extension, state)
    }
    if (list.fullState) this.ports.covers(named)
    this.ports.changed(states)
    if (missed) this.refresh()
  }
}

const untold: ListedState = { kind: 'refused', statusCode: 404 }

/** Several instances (a forked subscription, RFC 4662 §5.2) are one extension: their dialogs are taken together. */
function stateOf(instances: readonly ListedInstance[]): ListedState | null {
  const [first] = instances
  if (!first) return null
  const infos = instances.flatMap(({ info }) => info ?? [])
  const [info, ...others] = infos
  if (info && others.length === 0) return { kind: 'dialogs', info }
  if (info) {
    const dialogs = infos.flatMap((each, index) =>
      each.dialogs.map((dialog) => ({ ...dialog, id: `${String(index)}/${dialog.id}` }))
    )
    return { kind: 'dialogs', info: { ...info, version: null, state: 'full', dialogs } }
  }
  if (first.state !== 'terminated') return null
  switch (first.reason) {
    case 'rejected':
      return { kind: 'refused', statusCode: 403 }
    case 'noresource':
      return { kind: 'refused', statusCode: 404 }
    default:
      return { kind: 'lost' }
  }
}
