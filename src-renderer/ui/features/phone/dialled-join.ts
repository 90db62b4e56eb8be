import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { dialledCode, type DialledCodes } from '@contract/settings/dialled-code'
import type { SupervisionMode } from '@contract/telephony/supervision-mode'

/** A number that is a supervision in the customer's codes, and no call: `*90744`. */
export interface DialledJoin {
  readonly mode: SupervisionMode
  readonly row: MonitoredExtension
}

/** A supervision of somebody who is not on the list: nothing can be said about such a call. */
export interface UnlistedJoin {
  readonly mode: SupervisionMode
  readonly prefix: string
  readonly extension: string
}

type Codes = DialledCodes | undefined

/** Whose call a number joins. Main has the last word. */
export function dialledJoin(
  text: string,
  customer: Codes,
  extensions: readonly MonitoredExtension[]
): DialledJoin | null {
  const code = customer && dialledCode(text, customer)
  if (code?.kind !== 'join') return null
  const row = extensions.find(({ extension }) => extension === code.extension)
  return row ? { mode: code.mode, row } : null
}

/** @returns null also while there is no more than the prefix */
export function unlistedJoin(text: string, customer: Codes): UnlistedJoin | null {
  const code = customer && dialledCode(text, customer)
  if (code?.kind !== 'unlisted' || code.extension === '') return null
  const { mode, prefix, extension } = code
  return { mode, prefix, extension }
}
