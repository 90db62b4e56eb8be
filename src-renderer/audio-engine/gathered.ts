/** A STUN server that does not answer costs this much, and the offer leaves without its candidate. */
const longestMs = 1_000

/**
 * Sets the local description and resolves to it with its candidates: SIP cannot add any later. Nothing is waited for when
 * the description brings no new ICE credentials (RFC 8839 §4.4.1.1.1), because then nothing is gathered.
 */
export async function describeGathered(connection: RTCPeerConnection): Promise<string> {
  const before = iceUfrag(connection)
  const complete = new Promise<void>((resolve) => {
    connection.addEventListener('icegatheringstatechange', () => {
      if (connection.iceGatheringState === 'complete') resolve()
    })
  })
  await connection.setLocalDescription()
  if (iceUfrag(connection) !== before) {
    await Promise.race([complete, new Promise((resolve) => setTimeout(resolve, longestMs))])
  }
  if (!connection.localDescription) throw new Error('no description')
  return connection.localDescription.sdp
}

function iceUfrag({ localDescription }: RTCPeerConnection): string | undefined {
  return /^a=ice-ufrag:(\S+)/m.exec(localDescription?.sdp ?? '')?.[1]
}
