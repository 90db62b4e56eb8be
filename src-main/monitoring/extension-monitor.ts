import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { HuntGroup, Member } from '@contract/settings/customer'
import { applyDialogInfo, loseSight, refuseSight, unknownLamp, type BusyLamp } from './busy-lamp'
import { rowOf } from './monitored-row'
import { parseDialogInfo } from './parse-dialog-info'
import type {
  DialogSubscriptionEvent,
  MonitorListener,
  MonitorPorts,
  MonitorSubscription
} from './ports'
import { ResourceListWatch, type ListedState } from './resource-list-watch'

/** Full state is asked for again when the last asking did not help for so long. */
const askAgainAfterMs = 30_000

interface Watched {
  lamp: BusyLamp
  /** null while a list tells of the extension */
  subscription: MonitorSubscription | null
  askedForFullStateAt: number
  /** where the extension is a member, so that a NOTIFY does not search thousands of rows */
  memberships: readonly { group: HuntGroup; member: Member }[]
}

/** Watches every extension of the hunt groups once, however many groups it is in. */
export class ExtensionMonitor {
  private groups: readonly HuntGroup[] = []
  private readonly watched = new Map<string, Watched>()
  private listUser: string | undefined
  private list: ResourceListWatch | null = null
  /** what the list names; null before it has said so */
  private covered: ReadonlySet<string> | null = null

  constructor(
    private readonly ports: MonitorPorts,
    private readonly listener: MonitorListener
  ) {}

  /**
   * Replaces what is monitored; extensions that stay keep their subscription and what is known of them.
   *
   * @param listUser - a list on the PBX that holds them (RFC 4662); who is not in it is asked for singly
   */
  watch(groups: readonly HuntGroup[], listUser?: string): void {
    this.groups = groups
    const wanted = new Map<string, Watched['memberships'][number][]>()
    for (const group of groups) {
      for (const member of group.members) {
        const memberships = wanted.get(member.extension)
        if (memberships) memberships.push({ group, member })
        else wanted.set(member.extension, [{ group, member }])
      }
    }
    for (const [extension, { subscription }] of this.watched) {
      if (wanted.has(extension)) continue
      subscription?.end()
      this.watched.delete(extension)
    }
    for (const [extension, memberships] of wanted) {
      const watched = this.watched.get(extension)
      if (watched) watched.memberships = memberships
      else
        this.watched.set(extension, {
          lamp: unknownLamp,
          subscription: null,
          askedForFullStateAt: 0,
          memberships
        })
    }
    this.useList(listUser)
    this.subscribeSingly()
    this.listener.all(this.rows())
  }

  /** Every row, in the order of the hunt groups. */
  rows(): MonitoredExtension[] {
    return this.groups.flatMap((group) =>
      group.members.map((member) =>
        rowOf(group, member, this.watched.get(member.extension)?.lamp ?? unknownLamp)
      )
    )
  }

  private useList(user: string | undefined): void {
    if (user === this.listUser) return
    this.leaveList()
    this.listUser = user
    if (user === undefined) return
    const list: ResourceListWatch = new ResourceListWatch({
      subscribe: (listener) => this.ports.subscribeList(user, listener),
      covers: (extensions) => {
        this.covered = extensions
        this.subscribeSingly()
      },
      changed: (states) => {
        this.changeLamps(states.keys(), (extension, lamp) =>
          this.lampOfListed(extension, lamp, states.get(extension))
        )
      },
      lost: () => {
        this.changeLamps(this.covered ?? [], (_, lamp) => (lamp.stale ? lamp : loseSight(lamp)))
      },
      unusable: (why) => {
        this.ports.log.warn(`the list ${user} cannot be used: ${why}`)
        this.leaveList()
        this.subscribeSingly()
      }
    })
    this.list = list
  }

  private leaveList(): void {
    this.list?.end()
    this.list = null
    this.covered = null
  }

  /** Those that the list does not name; all of them without a list, none before it has said whom it names. */
  private subscribeSingly(): void {
    for (const [extension, watched] of this.watched) {
      const byList = this.list !== null && (this.covered === null || this.covered.has(extension))
      if (byList) {
        watched.subscription?.end()
        watched.subscription = null
      } else watched.subscription ??= this.subscribe(extension, watched)
    }
  }

  private subscribe(extension: string, watched: Watched): MonitorSubscription {
    return this.ports.subscribe(extension, (event) => {
      if (this.watched.get(extension) !== watched) return
      this.changeLamps([extension], (_, lamp) => this.lampAfter(extension, lamp, event))
    })
  }

  private changeLamps(
    extensions: Iterable<string>,
    next: (extension: string, lamp: BusyLamp) => BusyLamp
  ): void {
    const rows: MonitoredExtension[] = []
    for (const extension of extensions) {
      const watched = this.watched.get(extension)
      if (!watched) continue
      const lamp = next(extension, watched.lamp)
      if (lamp === watched.lamp) continue
      watched.lamp = lamp
      for (const { group, member } of watched.memberships) rows.push(rowOf(group, member, lamp))
      if (lamp.incomplete) this.askForFullState(watched)
    }
    if (rows.length > 0) this.listener.changed(rows)
  }

  private lampAfter(extension: string, lamp: BusyLamp, event: DialogSubscriptionEvent): BusyLamp {
    switch (event.type) {
      case 'lost':
        return lamp.stale ? lamp : loseSight(lamp)
      case 'refused':
        return refuseSight(lamp, event.statusCode)
      case 'notify': {
        const info = parseDialogInfo(event.body)
        if (!info) {
          // An empty NOTIFY is legal and says nothing (RFC 6665 §4.2.2).
          if (event.body !== '') this.ports.log.warn(`dialog-info of ${extension} cannot be read`)
          return lamp
        }
        return applyDialogInfo(lamp, info, this.ports.isOwnLeg(extension), this.ports.now())
      }
    }
  }

  private lampOfListed(extension: string, lamp: BusyLamp, state?: ListedState): BusyLamp {
    switch (state?.kind) {
      case 'dialogs':
        return applyDialogInfo(lamp, state.info, this.ports.isOwnLeg(extension), this.ports.now())
      case 'refused':
        return refuseSight(lamp, state.statusCode)
      case 'lost':
        return lamp.stale ? lamp : loseSight(lamp)
      case undefined:
        return lamp
    }
  }

  /** RFC 4235 §4.4: after a gap in the versions only a refresh brings back the full state. */
  private askForFullState(watched: Watched): void {
    const now = this.ports.now()
    if (now - watched.askedForFullStateAt < askAgainAfterMs) return
    watched.askedForFullStateAt = now
    if (watched.subscription) watched.subscription.refresh()
    else this.list?.refresh()
  }
}
