/** A STUN server that does not answer costs this much, and the offer leaves without its candidate. */
const longestMs = 1_000
/** A TURN server takes more round trips: TCP, TLS, then the same request twice (RFC 8489 §9.2). */
const longestForRelayMs = 2_000

/**
 * Sets the local description and resolves to it with its candidates: SIP cannot add any later. Nothing is waited for when
 * the description brings no new ICE credentials (RFC 8839 §4.4.1.1.1), because then nothing is gathered.
 *
 * @param wantsRelay - a candidate of a TURN server is worth waiting for a little longer
 */
export async function describeGathered(
  connection: RTCPeerConnection,
  wantsRelay: boolean
): Promise<string> {
  const before = iceUfrag(connection)
  const gathered = until(connection, 'icegatheringstatechange', () => isComplete(connection))
  const relay = until(connection, 'icecandidate', () => hasRelay(connection))
  await connection.setLocalDescription()
  if (iceUfrag(connection) !== before) {
    await Promise.race([gathered, passed(longestMs)])
    if (wantsRelay && !isComplete(connection) && !hasRelay(connection))
      await Promise.race([gathered, relay, passed(longestForRelayMs - longestMs)])
  }
  if (!connection.localDescription) throw new Error('no description')
  return connection.localDescription.sdp
}

/** RFC 8839 §5.1 */
export function hasRelay({ localDescription }: RTCPeerConnection): boolean {
  return /^a=candidate:.* typ relay/m.test(localDescription?.sdp ?? '')
}

function isComplete({ iceGatheringState }: RTCPeerConnection): boolean {
  return iceGatheringState === 'complete'
}

function until(connection: RTCPeerConnection, event: string, isSo: () => boolean): Promise<void> {
  return new Promise((resolve) => {
    connection.addEventListener(event, () => {
      if (isSo()) resolve()
    })
  })
}

function passed(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

function iceUfrag({ localDescription }: RTCPeerConnection): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(localDescription?.sdp ?? '')?.[1]
}
