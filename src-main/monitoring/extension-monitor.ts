import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { HuntGroup, Member } from '@contract/settings/customer'
import {
  applyDialogInfo,
  loseSight,
  refuseSight,
  unknownLamp,
  type BusyLamp,
  type IsOwnLeg
} from './busy-lamp'
import { parseDialogInfo } from './parse-dialog-info'

/** What a subscription to the dialog package tells (RFC 6665). */
export type DialogSubscriptionEvent =
  | { type: 'notify'; contentType: string; body: string }
  | { type: 'refused'; statusCode: number; reasonPhrase: string }
  | { type: 'lost' }

export interface MonitorPorts {
  subscribe(extension: string, listener: (event: DialogSubscriptionEvent) => void): { end(): void }
  isOwnLeg(extension: string): IsOwnLeg
  now(): number
  log: { warn(message: string): void }
}

/** Rows of one extension that changed, or `all` when rows were added or removed. */
export interface MonitorListener {
  all(rows: readonly MonitoredExtension[]): void
  changed(rows: readonly MonitoredExtension[]): void
}

interface Watched {
  lamp: BusyLamp
  subscription: { end(): void }
  /** where the extension is a member, so that a NOTIFY does not search thousands of rows */
  memberships: readonly { group: HuntGroup; member: Member }[]
}

/** Watches every extension of the hunt groups once, however many groups it is in. */
export class ExtensionMonitor {
  private groups: readonly HuntGroup[] = []
  private readonly watched = new Map<string, Watched>()

  constructor(
    private readonly ports: MonitorPorts,
    private readonly listener: MonitorListener
  ) {}

  /** Replaces what is monitored; extensions that stay keep their subscription and what is known of them. */
  watch(groups: readonly HuntGroup[]): void {
    this.groups = groups
    const wanted = new Map<string, Watched['memberships'][number][]>()
    for (const group of groups) {
      for (const member of group.members) {
        const memberships = wanted.get(member.extension) ?? []
        wanted.set(member.extension, [...memberships, { group, member }])
      }
    }
    for (const [extension, { subscription }] of this.watched) {
      if (wanted.has(extension)) continue
      subscription.end()
      this.watched.delete(extension)
    }
    for (const [extension, memberships] of wanted) {
      const watched = this.watched.get(extension)
      if (watched) watched.memberships = memberships
      else this.subscribe(extension, memberships)
    }
    this.listener.all(this.rows())
  }

  /** Ends every subscription and forgets what was known: another PBX is next. */
  stop(): void {
    this.watch([])
  }

  private subscribe(extension: string, memberships: Watched['memberships']): void {
    const watched: Watched = {
      lamp: unknownLamp,
      subscription: { end: () => undefined },
      memberships
    }
    this.watched.set(extension, watched)
    watched.subscription = this.ports.subscribe(extension, (event) => {
      if (this.watched.get(extension) !== watched) return
      const lamp = this.lampAfter(extension, watched.lamp, event)
      if (lamp === watched.lamp) return
      watched.lamp = lamp
      this.listener.changed(watched.memberships.map(({ group, member }) => this.row(group, member)))
    })
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

  /** Every row, in the order of the hunt groups. */
  rows(): MonitoredExtension[] {
    return this.groups.flatMap((group) => group.members.map((member) => this.row(group, member)))
  }

  private row(group: HuntGroup, member: Member): MonitoredExtension {
    return rowOf(group, member, this.watched.get(member.extension)?.lamp ?? unknownLamp)
  }
}

/** Who would be monitored if the PBX were connected. */
export function rowsWithoutLamps(groups: readonly HuntGroup[]): MonitoredExtension[] {
  return groups.flatMap((group) => group.members.map((member) => rowOf(group, member, unknownLamp)))
}

function rowOf(
  group: HuntGroup,
  { extension, name, supervisionAllowed }: Member,
  { status, since, remote, stale }: BusyLamp
): MonitoredExtension {
  return {
    extension,
    name,
    huntGroup: group.name,
    supervisionAllowed,
    status,
    since,
    remote,
    stale
  }
}
