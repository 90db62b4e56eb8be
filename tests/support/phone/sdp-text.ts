/** the payload type that our own descriptions give RFC 4733 events */
export const ownTelephoneEventPayloadType = 101
const names = { 0: 'PCMU', 8: 'PCMA' } as const

export type G711PayloadType = keyof typeof names

/** Where the other side wants its audio, and as what. */
export interface RemoteAudio {
  readonly host: string
  readonly port: number
  readonly payloadType: G711PayloadType
  /** undefined when it takes no RFC 4733 events */
  readonly telephoneEventPayloadType: number | undefined
}

export interface LocalAudio {
  readonly address: string
  readonly port: number
  /** in order of preference */
  readonly payloadTypes: readonly G711PayloadType[]
  readonly telephoneEvents: boolean
}

/** An SDP offer or answer for one G.711 stream (RFC 8866). */
export function formatSdp(
  { address, port, payloadTypes, telephoneEvents }: LocalAudio,
  version: number
): string {
  const family = address.includes(':') ? 'IP6' : 'IP4'
  const events = telephoneEvents ? [ownTelephoneEventPayloadType] : []
  return [
    'v=0',
    `o=- 1 ${version} IN ${family} ${address}`,
    's=-',
    `c=IN ${family} ${address}`,
    't=0 0',
    `m=audio ${port} RTP/AVP ${[...payloadTypes, ...events].join(' ')}`,
    ...payloadTypes.map((type) => `a=rtpmap:${type} ${names[type]}/8000`),
    ...events.flatMap((type) => [`a=rtpmap:${type} telephone-event/8000`, `a=fmtp:${type} 0-15`]),
    'a=ptime:20',
    'a=sendrecv',
    ''
  ].join('\r\n')
}

/** @throws when there is no audio stream, or none in G.711 */
export function parseSdp(sdp: string): RemoteAudio {
  const [session = '', ...media] = sdp.split(/^(?=m=)/m)
  const audio = media.find((section) => section.startsWith('m=audio'))
  const [, port, formats = ''] = /^m=audio (\d+)\S* \S+ (.*)$/m.exec(audio ?? '') ?? []
  const [, host] =
    /^c=IN IP[46] ([^\s/]+)/m.exec(audio ?? '') ?? /^c=IN IP[46] ([^\s/]+)/m.exec(session) ?? []
  const payloadType = formats.trim().split(/\s+/).map(Number).find(isG711)
  if (port === undefined || host === undefined || payloadType === undefined) {
    throw new Error(`no G.711 audio in this SDP:\n${sdp}`)
  }
  const [, event] = /^a=rtpmap:(\d+) telephone-event\/8000/im.exec(audio ?? '') ?? []
  return {
    host,
    port: Number(port),
    payloadType,
    telephoneEventPayloadType: event === undefined ? undefined : Number(event)
  }
}

function isG711(type: number): type is G711PayloadType {
  return type in names
}
