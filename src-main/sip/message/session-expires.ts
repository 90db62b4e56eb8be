import { deltaSeconds } from './event'
import { parseParameters } from './header-field'

/** RFC 4028 §5: no session is refreshed more often than a Min-SE of this asks for. */
export const minSessionSeconds = 90

/** A Session-Expires value (RFC 4028 §4). The refresher is named by its role in the request at hand. */
export interface SessionExpires {
  readonly seconds: number
  readonly refresher: 'uac' | 'uas' | undefined
}

/** @returns undefined when there is none that can be read */
export function parseSessionExpires(value: string | undefined): SessionExpires | undefined {
  const seconds = deltaSeconds(value)
  if (value === undefined || seconds === undefined || seconds === 0) return undefined
  const [, ...parameters] = value.split(';')
  const refresher = parseParameters(parameters.join(';')).get('refresher')?.toLowerCase()
  return { seconds, refresher: refresher === 'uac' || refresher === 'uas' ? refresher : undefined }
}
