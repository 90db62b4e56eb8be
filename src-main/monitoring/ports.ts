import type { MonitoredExtension } from '@contract/ipc/snapshot'
import type { IsOwnLeg } from './busy-lamp'

/** What a subscription to the dialog package tells (RFC 6665). */
export type DialogSubscriptionEvent =
  | { type: 'notify'; contentType: string; body: string }
  | { type: 'refused'; statusCode: number; reasonPhrase: string }
  | { type: 'lost' }

export interface MonitorSubscription {
  /** Asks for full state: a NOTIFY was missed. */
  refresh(): void
  end(): void
}

export interface MonitorPorts {
  subscribe(
    extension: string,
    listener: (event: DialogSubscriptionEvent) => void
  ): MonitorSubscription
  /** A list of extensions (RFC 4662), by the user part of its URI. */
  subscribeList(
    user: string,
    listener: (event: DialogSubscriptionEvent) => void
  ): MonitorSubscription
  isOwnLeg(extension: string): IsOwnLeg
  now(): number
  log: { warn(message: string): void }
}

/** Rows of one extension that changed, or `all` when rows were added or removed. */
export interface MonitorListener {
  all(rows: readonly MonitoredExtension[]): void
  changed(rows: readonly MonitoredExtension[]): void
}
