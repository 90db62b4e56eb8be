/** Before RFC 3264 a call was held with this address, and some PBXs still do (RFC 3264 §8.4). */
const holdAddress = '0.0.0.0'

/**
 * Whether the sender of this SDP holds the call: it does not want to hear us (RFC 3264 §8.4). One audio stream is all
 * that we ever agree on; what a line says that was declined counts for nothing (§8.2).
 */
export function holds(sdp: string): boolean {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m)
  const audio = media.find((line) => /^m=audio [1-9]/.test(line)) ?? media.join('')
  const said = (pattern: RegExp) => (pattern.exec(audio) ?? pattern.exec(session))?.[1]
  const direction = said(/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/m)
  const address = said(/^c=IN IP4 (\S+)\s*$/m)
  return direction === 'sendonly' || direction === 'inactive' || address === holdAddress
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
