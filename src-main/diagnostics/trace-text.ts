import { readable } from './octets'
import type { TraceEntry } from './trace-buffer'

export interface TraceFile {
  readonly entries: readonly TraceEntry[]
  readonly dropped: number
  readonly exportedAt: number
  /** name and version of the app */
  readonly producer: string
}

/** What everybody who opens the file has to know. */
export function traceRemarks({ entries, dropped, exportedAt, producer }: TraceFile): string {
  return [
    `SIP trace of ${producer}, exported ${new Date(exportedAt).toISOString()}`,
    `${entries.length} messages; ${dropped} older ones had fallen out of the buffer`,
    'Credentials, keys, DTMF digits and private texts were replaced by x when the messages were recorded.',
    'The numbers that were called and the people who called are in it.'
  ].join('\n')
}

/** One readable file: a line that says when and between whom, as sngrep writes it, then the message. Times are UTC. */
export function traceText(file: TraceFile): string {
  const remarks = traceRemarks(file).replace(/^/gm, '# ')
  return [remarks, ...file.entries.map(entryText), ''].join('\n\n')
}

function entryText({ at, direction, protocol, local, remote, customer, text }: TraceEntry): string {
  const time = new Date(at).toISOString().replace(/-/g, '/').replace('T', ' ').replace('Z', '')
  const [from, to] = direction === 'sent' ? [local, remote] : [remote, local]
  // A control character could make a terminal do something, and a line end a header line of ours.
  const name = customer.replace(/\p{Cc}/gu, ' ')
  return `${time} ${from} -> ${to} ${protocol} "${name}"\n${printable(readable(text))}`
}

function printable(text: string): string {
  return text.replace(/\r\n/g, '\n').replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g, '\ufffd')
}
