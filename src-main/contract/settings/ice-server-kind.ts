/** The servers of an account that find its direct calls a way (RFC 8489, RFC 8656). */
export const iceServerKinds = ['stun', 'turn'] as const
export type IceServerKind = (typeof iceServerKinds)[number]
