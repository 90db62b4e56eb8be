import type { TracedMessage } from '@contract/ipc/trace-view'

/** What stands on an arrow: the method of a request, the answer of a response, nothing for what is no SIP. */
export function messageTitle({ summary }: Pick<TracedMessage, 'summary'>): string {
  if (!summary) return ''
  const { method, statusCode, reasonPhrase } = summary
  return statusCode === null ? method : `${statusCode} ${reasonPhrase}`.trim()
}

export type Tone = 'request' | 'provisional' | 'success' | 'failure'

/** A challenge is no failure: nearly everything begins with one. */
export function messageTone(statusCode: number | null): Tone {
  if (statusCode === null) return 'request'
  if (statusCode < 200 || statusCode === 401 || statusCode === 407) return 'provisional'
  return statusCode < 300 ? 'success' : 'failure'
}

/** The time of day, to the millisecond. */
export function clockText(at: number): string {
  const time = new Date(at)
  const two = (value: number) => String(value).padStart(2, '0')
  const seconds = `${two(time.getSeconds())}.${String(time.getMilliseconds()).padStart(3, '0')}`
  return `${two(time.getHours())}:${two(time.getMinutes())}:${seconds}`
}

/** Seconds since the first message, e.g. `+0.120`. */
export function offsetText(ms: number): string {
  return `+${(ms / 1_000).toFixed(3)}`
}
