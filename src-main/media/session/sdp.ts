import { isIP } from 'node:net'
import type { Codec, PbxLeg } from '@contract/ipc/media-protocol'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { cryptoLine, readCrypto, type CryptoAttribute } from './sdp-crypto'

export type Direction = PbxLeg['direction']

/** A media line as it stands (RFC 8866 §5.14). */
export interface MediaLine {
  readonly kind: string
  readonly protocol: string
  /** payload types as text */
  readonly formats: readonly string[]
}

/** What the PBX says about its audio. `direction` is seen from the PBX. */
export interface PbxDescription {
  readonly host: string
  readonly port: number
  readonly codecs: readonly Codec[]
  readonly direction: Direction
  /** profile of the media line, e.g. `RTP/AVP` */
  readonly protocol: string
  /** the keys on offer, or the one that was chosen */
  readonly crypto: readonly CryptoAttribute[]
  /** every media line, because an answer has to have as many (RFC 3264 §6) */
  readonly media: readonly MediaLine[]
  /** which of them is described here */
  readonly audioIndex: number
}

/** RFC 3551 §6: formats that need no rtpmap. */
const staticFormats: Readonly<Record<string, { name: string; clockRate: number }>> = {
  '0': { name: 'PCMU', clockRate: 8000 },
  '8': { name: 'PCMA', clockRate: 8000 },
  '9': { name: 'G722', clockRate: 8000 },
  '18': { name: 'G729', clockRate: 8000 }
}

const unusable = (reason: 'no-audio' | 'not-plain-rtp' | 'malformed') =>
  new ReasonedError('media', reason)

interface Section {
  readonly line: MediaLine & { readonly port: number }
  readonly lines: readonly string[]
}

function splitSections(sdp: string): { session: string[]; sections: Section[] } {
  const session: string[] = []
  const sections: (Section & { lines: string[] })[] = []
  for (const line of sdp.split(/\r\n|\r|\n/)) {
    const media = /^m=(\S+) (\d{1,5})(?:\/\d+)? (\S+) (.+)$/.exec(line)
    if (media) {
      const [, kind = '', port = '', protocol = '', formats = ''] = media
      sections.push({
        line: { kind, port: Number(port), protocol, formats: formats.trim().split(/\s+/) },
        lines: []
      })
    } else (sections.at(-1)?.lines ?? session).push(line)
  }
  return { session, sections }
}

/** @returns the first group of the first line that matches, media lines before session lines */
function find(pattern: RegExp, ...blocks: readonly (readonly string[])[]): string | undefined {
  for (const line of blocks.flat()) {
    const match = pattern.exec(line)
    if (match) return match[1]
  }
  return undefined
}

/** The first rtpmap and fmtp of each format (RFC 8866 §6.6, §6.15), read once: a peer may send thousands of lines. */
interface FormatAttributes {
  readonly rtpmap: ReadonlyMap<string, RegExpExecArray>
  readonly fmtp: ReadonlyMap<string, RegExpExecArray>
}

function formatAttributes(lines: readonly string[]): FormatAttributes {
  return {
    rtpmap: firstOfEach(/^a=rtpmap:(\d+) ([^/\s]+)\/(\d{1,6})(?:\/(\d))?/, lines),
    fmtp: firstOfEach(/^a=fmtp:(\d+) (.+)$/, lines)
  }
}

function firstOfEach(pattern: RegExp, lines: readonly string[]): Map<string, RegExpExecArray> {
  const found = new Map<string, RegExpExecArray>()
  for (const line of lines) {
    const match = pattern.exec(line)
    const format = match?.[1]
    if (match && format !== undefined && !found.has(format)) found.set(format, match)
  }
  return found
}

function readCodec(format: string, attributes: FormatAttributes): Codec | null {
  const payloadType = Number(format)
  if (!/^\d{1,3}$/.test(format) || payloadType > 127) return null
  const rtpmap = attributes.rtpmap.get(format)
  const fmtp = attributes.fmtp.get(format)?.[2]
  const known = rtpmap
    ? { name: rtpmap[2] ?? '', clockRate: Number(rtpmap[3]) }
    : staticFormats[format]
  if (!known) return null
  return {
    payloadType,
    ...known,
    ...(rtpmap?.[4] ? { channels: Number(rtpmap[4]) } : {}),
    ...(fmtp ? { fmtp: fmtp.trim() } : {})
  }
}

/**
 * The first audio line that the PBX accepts or offers.
 *
 * @throws ReasonedError `no-audio`, `not-plain-rtp` or `malformed`
 */
export function parseSdp(sdp: string): PbxDescription {
  const { session, sections } = splitSections(sdp)
  const audioIndex = sections.findIndex(({ line }) => line.kind === 'audio' && line.port !== 0)
  const section = sections[audioIndex]
  if (!section) throw unusable('no-audio')
  if (!/^RTP\/S?AVPF?$/.test(section.line.protocol)) throw unusable('not-plain-rtp')
  const host = find(/^c=IN IP[46] ([^/\s]+)/, section.lines, session)
  if (!host || section.line.port > 65_535) throw unusable('malformed')
  const direction = find(/^a=(sendrecv|sendonly|recvonly|inactive)\s*$/, section.lines, session)
  const attributes = formatAttributes(section.lines)
  const formats = [...new Set(section.line.formats)]
  return {
    host,
    port: section.line.port,
    codecs: formats.flatMap((format) => readCodec(format, attributes) ?? []),
    direction: (direction ?? 'sendrecv') as Direction,
    protocol: section.line.protocol,
    crypto: readCrypto(section.lines),
    media: sections.map(({ line }) => line),
    audioIndex
  }
}

export interface LocalDescription {
  readonly host: string
  readonly port: number
  readonly codecs: readonly Codec[]
  readonly direction: Direction
  /** o= line: fixed for a call; the version grows with each change (RFC 3264 §8) */
  readonly sessionId: number
  readonly version: number
  /** of an offer; an answer has that of its offer (RFC 3264 §6) */
  readonly profile?: 'RTP/AVP' | 'RTP/SAVP'
  readonly crypto?: readonly CryptoAttribute[]
  /** when this answers an offer: its other media lines are refused one by one */
  readonly inAnswerTo?: Pick<PbxDescription, 'media' | 'audioIndex' | 'protocol'>
}

export function buildSdp(local: LocalDescription): string {
  const family = isIP(local.host) === 6 ? 'IP6' : 'IP4'
  const protocol = local.inAnswerTo?.protocol ?? local.profile ?? 'RTP/AVP'
  const audio = [
    `m=audio ${local.port} ${protocol} ${local.codecs.map((codec) => codec.payloadType).join(' ')}`,
    ...local.codecs.flatMap((codec) => [
      `a=rtpmap:${codec.payloadType} ${codec.name}/${codec.clockRate}${codec.channels ? `/${codec.channels}` : ''}`,
      ...(codec.fmtp ? [`a=fmtp:${codec.payloadType} ${codec.fmtp}`] : [])
    ]),
    ...(local.crypto ?? []).map(cryptoLine),
    'a=ptime:20',
    `a=${local.direction}`
  ]
  const media = local.inAnswerTo?.media.map((line, index) =>
    index === local.inAnswerTo?.audioIndex
      ? audio
      : [`m=${line.kind} 0 ${line.protocol} ${line.formats.join(' ')}`]
  ) ?? [audio]
  return [
    'v=0',
    `o=- ${local.sessionId} ${local.version} IN ${family} ${local.host}`,
    's=-',
    `c=IN ${family} ${local.host}`,
    't=0 0',
    ...media.flat(),
    ''
  ].join('\r\n')
}
