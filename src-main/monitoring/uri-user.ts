/**
 * The user part of a `sip:`, `sips:` or `tel:` URI, unescaped, or undefined where there is none. PBXs write it bare, in
 * angle brackets, or with a display name before it.
 */
export function uriUser(uri: string | undefined): string | undefined {
  const user = /(?:^|[\s<])(?:sips?:([^@;?>\s:]+)(?::[^@>\s]*)?@|tel:([^;?>\s]+))/i.exec(uri ?? '')
  const escaped = user?.[1] ?? user?.[2]
  if (escaped === undefined) return undefined
  try {
    return decodeURIComponent(escaped)
  } catch {
    return escaped
  }
}
