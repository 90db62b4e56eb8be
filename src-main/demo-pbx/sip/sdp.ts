import { pcma, pcmu, type G711Codec } from '../audio/g711'
import { loopback } from './sip-transport'

export type Direction = 'sendrecv' | 'sendonly' | 'recvonly' | 'inactive'

/** What an SDP body of the other side says about the one audio stream that the PBX takes (RFC 8866, RFC 3264). */
export interface AudioDescription {
  /** which of its media lines it is; the others are refused by port 0 */
  readonly index: number
  readonly mediaLines: readonly string[]
  readonly port: number
  readonly codec: G711Codec
  /** may differ from the static one */
  readonly payloadType: number
  readonly telephoneEventPayloadType: number | undefined
  /** as the other side sees it */
  readonly direction: Direction
}

export interface LocalMedia {
  readonly port: number
  readonly sessionId: number
  readonly sessionVersion: number
}

const offeredTelephoneEvent = 101
const directions: readonly string[] = ['sendrecv', 'sendonly', 'recvonly', 'inactive']

/** @returns undefined when there is no audio line with plain RTP and G.711, or no SDP at all */
export function readSdp(text: string): AudioDescription | undefined {
  const lines = text.split(/\r?\n/)
  if (lines[0] !== 'v=0') return undefined
  const firstMedia = lines.findIndex((line) => line.startsWith('m='))
  if (firstMedia < 0) return undefined
  const session = lines.slice(0, firstMedia)
  const sections = lines
    .slice(firstMedia)
    .join('\n')
    .split(/\n(?=m=)/)
    .map((section) => section.split('\n'))
  const mediaLines = sections.map(([line = '']) => line.slice(2))
  for (const [index, section] of sections.entries()) {
    const audio = readAudio(session, section)
    if (audio) return { index, mediaLines, ...audio }
  }
  return undefined
}

/** The answer to an offer (RFC 3264 §6): the codec chosen, and every other media line refused. */
export function answerSdp(offer: AudioDescription, local: LocalMedia): string {
  const media = offer.mediaLines.flatMap((line, index) => {
    if (index === offer.index) return audioLines(offer, local.port, opposite(offer.direction))
    const [kind = 'audio', , protocol = 'RTP/AVP', format = '0'] = line.split(' ')
    return [`m=${kind} 0 ${protocol} ${format}`]
  })
  return sdp(local, media)
}

/** An offer of our own, for an INVITE that came without one: what was agreed before, or all we know. */
export function offerSdp(agreed: AudioDescription | undefined, local: LocalMedia): string {
  if (agreed) return sdp(local, audioLines(agreed, local.port, 'sendrecv'))
  return sdp(local, [
    `m=audio ${local.port} RTP/AVP ${pcma.payloadType} ${pcmu.payloadType} ${offeredTelephoneEvent}`,
    ...[pcma, pcmu].map(({ name, payloadType }) => `a=rtpmap:${payloadType} ${name}/8000`),
    ...telephoneEventLines(offeredTelephoneEvent),
    'a=sendrecv'
  ])
}

/** What this side may do when the other may do `direction` (RFC 3264 §6.1). */
export function opposite(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly'
  return direction === 'recvonly' ? 'sendonly' : direction
}

function sdp({ sessionId, sessionVersion }: LocalMedia, media: readonly string[]): string {
  const lines = [
    'v=0',
    `o=- ${sessionId} ${sessionVersion} IN IP4 ${loopback}`,
    's=-',
    `c=IN IP4 ${loopback}`,
    't=0 0',
    ...media
  ]
  return `${lines.join('\r\n')}\r\n`
}

function audioLines(audio: AudioDescription, port: number, direction: Direction): string[] {
  const { codec, payloadType, telephoneEventPayloadType: event } = audio
  return [
    `m=audio ${port} RTP/AVP ${[payloadType, event ?? ''].join(' ').trim()}`,
    `a=rtpmap:${payloadType} ${codec.name}/8000`,
    ...(event === undefined ? [] : telephoneEventLines(event)),
    'a=ptime:20',
    `a=${direction}`
  ]
}

function telephoneEventLines(payloadType: number): string[] {
  return [`a=rtpmap:${payloadType} telephone-event/8000`, `a=fmtp:${payloadType} 0-15`]
}

function readAudio(session: readonly string[], section: readonly string[]) {
  const [kind, portText, protocol, ...formats] = (section[0] ?? '').split(/\s+/)
  const port = Number.parseInt(portText ?? '', 10)
  if (kind !== 'm=audio' || protocol !== 'RTP/AVP' || !(port > 0 && port < 65_536)) return undefined

  const encodingOf = (format: string) => {
    const prefix = `a=rtpmap:${format} `
    const mapped = section.find((line) => line.startsWith(prefix))?.slice(prefix.length)
    const fixed = [pcmu, pcma].find(({ payloadType }) => String(payloadType) === format)
    return (mapped ?? (fixed ? `${fixed.name}/8000` : '')).trim().toLowerCase()
  }
  const codecOf = (format: string) =>
    [pcmu, pcma].find(({ name }) =>
      [`${name}/8000`, `${name}/8000/1`].includes(encodingOf(format).toUpperCase())
    )
  const format = formats.find((candidate) => codecOf(candidate))
  const codec = format === undefined ? undefined : codecOf(format)
  if (!codec) return undefined
  const event = formats.find((candidate) => encodingOf(candidate) === 'telephone-event/8000')
  return {
    port,
    codec,
    payloadType: Number(format),
    telephoneEventPayloadType: event === undefined ? undefined : Number(event),
    direction: directionOf(session, section)
  }
}

function directionOf(session: readonly string[], section: readonly string[]): Direction {
  const line = [...section, ...session].find((candidate) =>
    directions.some((direction) => candidate === `a=${direction}`)
  )
  const direction = (line?.slice(2) ?? 'sendrecv') as Direction
  const connection = [...section, ...session].find((candidate) => candidate.startsWith('c='))
  // RFC 2543 phones hold with the address 0.0.0.0 (RFC 3264 §8.4): they cannot receive.
  if (!connection?.includes(' 0.0.0.0')) return direction
  return direction === 'sendrecv' || direction === 'sendonly' ? 'sendonly' : 'inactive'
}
