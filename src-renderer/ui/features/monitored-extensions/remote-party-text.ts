import type { RemoteParty } from '@contract/telephony/dialog-info'

/** Who the agent talks to, as far as the PBX tells: the name, else the number in the URI. */
export function remotePartyText(remote: RemoteParty | null): string {
  if (!remote) return ''
  if (remote.displayName) return remote.displayName
  const [, user] = /^(?:sips?|tel):([^@;>]+)/i.exec(remote.uri ?? '') ?? []
  return user === undefined ? (remote.uri ?? '') : unescaped(user)
}

function unescaped(user: string): string {
  try {
    return decodeURIComponent(user)
  } catch {
    return user
  }
}
