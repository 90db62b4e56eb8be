/**
 * An address-of-record (RFC 3261 §6), reduced to what an account needs.
 * `domain` is a host name or address, with no port.
 */
export interface Aor {
  readonly user: string
  readonly domain: string
}

/** RFC 3261 §25.1: characters that may stand unescaped in the user part. `*` may, `#` may not. */
const userChar = /[A-Za-z0-9\-_.!~*'()&=+$,;?/]/

/** Percent-encodes a dialled string for the user part of a SIP URI: `#` becomes `%23`, `*` stays. */
export function escapeUser(user: string): string {
  return Array.from(user, (char) =>
    userChar.test(char)
      ? char
      : Array.from(
          new TextEncoder().encode(char),
          (byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`
        ).join('')
  ).join('')
}

/** The AOR as a `sip:` URI. */
export function aorUri({ user, domain }: Aor): string {
  return `sip:${escapeUser(user)}@${domain}`
}
