/** Before RFC 3264 a call was held with this address, and some PBXs still do (RFC 3264 §8.4). */
const holdAddress = /^c=IN IP4 0\.0\.0\.0\s*$/m

/**
 * Whether the sender of this SDP holds the call: it does not want to hear us (RFC 3264 §8.4). One audio stream is all
 * that we ever agree on, so the first direction is its direction.
 */
export function holds(sdp: string): boolean {
  const direction = /^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m.exec(sdp)?.[1]
  return direction === 'sendonly' || direction === 'inactive' || holdAddress.test(sdp)
}

/**
 * The same of an answer. To an offer that holds, `inactive` may be nothing but the echo of it; what was known stays.
 *
 * @param weHold - our offer was `sendonly` or `inactive`
 */
export function holdsInAnswer(sdp: string, weHold: boolean, before: boolean): boolean {
  const held = holds(sdp)
  return weHold && held ? before : held
}
