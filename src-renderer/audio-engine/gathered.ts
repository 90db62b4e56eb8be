import type { CandidateCounts } from '@contract/ipc/media-protocol'

/** A STUN server that does not answer costs this much, and the offer leaves without its candidate. */
const longestMs = 1_000
/** A TURN server takes more round trips: TCP, TLS, then the same request twice (RFC 8489 §9.2). */
const longestForRelayMs = 2_000

export interface GatheringListener {
  /** What was worth waiting for is there, or did not come in time. The description may have left before. */
  gathered(counts: CandidateCounts): void
  /** Another candidate came after that. */
  late(counts: CandidateCounts): void
}

/**
 * Sets the local description and resolves to it with its candidates: SIP cannot add any later. Nothing is waited for when
 * the description brings no new ICE credentials (RFC 8839 §4.4.1.1.1), because then nothing is gathered.
 *
 * @param wantsRelay - a candidate of a TURN server is worth waiting for a little longer
 * @param expected - with as many candidates the description leaves; what else there may be is only told
 */
export async function describeGathered(
  connection: RTCPeerConnection,
  wantsRelay: boolean,
  expected: CandidateCounts | null,
  listener: GatheringListener
): Promise<string> {
  const before = iceUfrag(connection)
  // What was gathered for the description before may still come.
  const isNew = () => iceUfrag(connection) !== before
  const gathered = until(
    connection,
    'icegatheringstatechange',
    () => isNew() && isComplete(connection)
  )
  const relay = until(connection, 'icecandidate', () => isNew() && hasRelay(connection))
  const enough = until(connection, 'icecandidate', () => isNew() && hasAll(connection, expected))
  await connection.setLocalDescription()
  if (isNew()) {
    const inTime = async () => {
      const isCurrent = isCurrentIn(connection)
      await Promise.race([gathered, passed(longestMs)])
      if (wantsRelay && !isComplete(connection) && !hasRelay(connection))
        await Promise.race([gathered, relay, passed(longestForRelayMs - longestMs)])
      if (!isCurrent()) return
      listener.gathered(candidateCounts(connection))
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (candidate && isCurrent()) listener.late(candidateCounts(connection))
      })
    }
    await Promise.race([inTime(), enough])
  }
  if (!connection.localDescription) throw new Error('no description')
  return connection.localDescription.sdp
}

export function hasRelay(connection: RTCPeerConnection): boolean {
  return candidateCounts(connection).relay > 0
}

/** RFC 8839 §5.1. Those of TCP do not count: they come later, and hardly a PBX has a use for one. */
function candidateCounts({ localDescription }: RTCPeerConnection): CandidateCounts {
  const count = (kind: keyof CandidateCounts) => {
    const line = new RegExp(`^a=candidate:\\S+ 1 udp .* typ ${kind}`, 'gim')
    return localDescription?.sdp.match(line)?.length ?? 0
  }
  return { host: count('host'), srflx: count('srflx'), relay: count('relay') }
}

function hasAll(connection: RTCPeerConnection, expected: CandidateCounts | null): boolean {
  if (!expected) return false
  const { host, srflx, relay } = candidateCounts(connection)
  return host >= expected.host && srflx >= expected.srflx && relay >= expected.relay
}

/** @returns whether what is gathered now is still what counts */
function isCurrentIn(connection: RTCPeerConnection): () => boolean {
  const ufrag = iceUfrag(connection)
  return () => connection.signalingState !== 'closed' && iceUfrag(connection) === ufrag
}

/** The state may still be that of the gathering before: then there is nothing of this one. */
function isComplete(connection: RTCPeerConnection): boolean {
  const { iceGatheringState, localDescription } = connection
  return iceGatheringState === 'complete' && /^a=candidate:/m.test(localDescription?.sdp ?? '')
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
