import type { Codec, PbxLeg, SrtpParameters } from '@contract/ipc/media-protocol'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { isTelephoneEvent, pbxCodecs, sameFormat } from './codecs'
import type { Direction, PbxDescription } from './sdp'

/** What is `sendonly` for the PBX is `recvonly` for us (RFC 3264 §6.1). */
const seenFromUs = {
  sendrecv: 'sendrecv',
  sendonly: 'recvonly',
  recvonly: 'sendonly',
  inactive: 'inactive'
} as const satisfies Record<Direction, Direction>

/** Before RFC 3264 a call was put on hold with such an address, and some PBXs still do (RFC 3264 §8.4). */
const holdHosts = ['0.0.0.0', '::']

/**
 * Joins the PBX's offer or answer with what we can do: its order, its payload types, and the telephone-event of the
 * voice codec's clock (RFC 4733 §2.1), else of 8000 Hz.
 *
 * @param ours - what we offered, or would offer
 * @throws ReasonedError `no-common-codec`
 */
export function negotiate(
  remote: PbxDescription,
  srtp: SrtpParameters | null = null,
  ours: readonly Codec[] = pbxCodecs
): PbxLeg {
  const common = remote.codecs.filter((codec) => ours.some((each) => sameFormat(each, codec)))
  const voice = common.filter((codec) => !isTelephoneEvent(codec))
  const [inUse] = voice
  if (!inUse) throw new ReasonedError('media', 'no-common-codec')
  const events = common.filter(isTelephoneEvent)
  const event =
    events.find((codec) => codec.clockRate === inUse.clockRate) ??
    events.find((codec) => codec.clockRate === 8000)
  return {
    host: remote.host,
    port: remote.port,
    codecs: event ? [...voice, event] : voice,
    direction: holdHosts.includes(remote.host) ? 'inactive' : seenFromUs[remote.direction],
    srtp
  }
}

/** The codecs of an answer: the PBX's payload types (RFC 3264 §6.1) with our parameters. */
export function answeredCodecs(leg: PbxLeg): Codec[] {
  return leg.codecs.map(({ payloadType, name, clockRate, channels }) => {
    const fmtp = pbxCodecs.find((ours) => sameFormat(ours, { payloadType, name, clockRate }))?.fmtp
    return {
      payloadType,
      name,
      clockRate,
      ...(channels ? { channels } : {}),
      ...(fmtp ? { fmtp } : {})
    }
  })
}
