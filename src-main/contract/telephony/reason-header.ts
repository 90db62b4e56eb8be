/** One value of a Reason header field (RFC 3326 §2). `protocol` in capitals: `SIP` or `Q.850`. */
export interface ReasonValue {
  readonly protocol: string
  readonly cause: number | null
  readonly text: string | null
}

const valuePattern = /(?:[^,"]|"(?:[^"\\]|\\.)*")+/g
/** Far more than any PBX says; a hostile one must not keep the patterns busy. */
const maxLength = 1_024
const parameterPattern = /;\s*([A-Za-z]+)\s*=\s*("(?:[^"\\]|\\.)*"|[^;,\s]+)/g

/** Reads leniently what a PBX says about why, e.g. `Q.850;cause=21;text="Call Rejected"`. */
export function reasonValues(header: string): readonly ReasonValue[] {
  return (header.slice(0, maxLength).match(valuePattern) ?? []).flatMap((value) => {
    const protocol = /^\s*([^\s;]+)/.exec(value)?.[1]
    if (!protocol) return []
    const parameters = new Map(
      Array.from(value.matchAll(parameterPattern), ([, name = '', raw = '']) => [
        name.toLowerCase(),
        raw.startsWith('"') ? raw.slice(1, -1).replace(/\\(.)/g, '$1') : raw
      ])
    )
    const cause = parameters.get('cause') ?? ''
    return [
      {
        protocol: protocol.toUpperCase(),
        cause: /^\d{1,4}$/.test(cause) ? Number(cause) : null,
        text: parameters.get('text') ?? null
      }
    ]
  })
}

/** The reasons for a person who will quote them to support: `Q.850 21 Call Rejected`. */
export function reasonText(header: string): string {
  return reasonValues(header)
    .map(({ protocol, cause, text }) => [protocol, cause, text].filter((part) => part !== null))
    .map((parts) => parts.join(' '))
    .join(', ')
}
