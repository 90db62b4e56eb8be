import type { CallEnd } from './call-state'

/** One value of a Reason header (RFC 3326 §2). */
export interface Reason {
  /** `SIP` or `Q.850`, in capitals */
  readonly protocol: string
  readonly cause: number | null
  readonly text: string | null
}

/** Far more than any PBX says; a hostile one must not keep the patterns busy. */
const maxLength = 1_024

/** Reads `SIP;cause=200;text="Call completed elsewhere"`, or several such values after one another. */
export function parseReasons(header: string): readonly Reason[] {
  return (header.slice(0, maxLength).match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? []).flatMap(
    (value) => {
      const protocol = /^\s*([\w.-]+)/.exec(value)?.[1]
      if (protocol === undefined) return []
      const cause = /;\s*cause\s*=\s*(\d{1,3})/i.exec(value)?.[1]
      const text = /;\s*text\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;]+))/i.exec(value)
      return {
        protocol: protocol.toUpperCase(),
        cause: cause === undefined ? null : Number(cause),
        text: text ? (text[1]?.replace(/\\(.)/g, '$1') ?? text[2] ?? null) : null
      }
    }
  )
}

/**
 * True when the call rang here and was taken at another phone: nobody missed it. The PBX says so in its CANCEL, with
 * cause 200 (RFC 3326 §1) or as "non-selected user clearing" (Q.850 cause 26).
 */
export function answeredElsewhere(end: CallEnd): boolean {
  return parseReasons(end.reason ?? '').some(
    ({ protocol, cause }) =>
      (protocol === 'SIP' && cause === 200) || (protocol === 'Q.850' && cause === 26)
  )
}

/** The reasons for a person who will quote them to support: `Q.850 21 Call Rejected`. */
export function reasonText(header: string): string {
  return parseReasons(header)
    .map(({ protocol, cause, text }) => [protocol, cause, text].filter((part) => part !== null))
    .map((parts) => parts.join(' '))
    .join(', ')
}
