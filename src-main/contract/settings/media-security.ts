/**
 * How the audio travels between this machine and the PBX.
 *
 * `sdes`: SRTP with keys in the SDP (RFC 4568), and no call without it. `sdes-optional`: the same where the PBX can,
 * plain RTP where it cannot. `dtls`: WebRTC (RFC 8827), straight from the audio engine to a PBX behind a WebSocket.
 */
export const mediaSecurities = ['rtp', 'sdes-optional', 'sdes', 'dtls'] as const
export type MediaSecurity = (typeof mediaSecurities)[number]

/** Keys in the SDP are worth nothing to somebody who reads it on the way (RFC 4568 §10.1). */
export function carriesKeys(security: MediaSecurity): boolean {
  return security === 'sdes' || security === 'sdes-optional'
}

/** Of the transports of an account, those that encrypt the signalling. */
export function isEncrypted(transport: string): boolean {
  return transport === 'tls' || transport === 'wss'
}
