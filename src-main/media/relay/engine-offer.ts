import type { Codec } from '@contract/ipc/media-protocol'
import { engineCodecOf, engineCodecs, isTelephoneEvent } from '../session/codecs'

/** What the relay's own offer puts first. */
export const firstOfferedPayloadType = engineCodecs[0]?.payloadType ?? 0

/** @returns the engine's payload type of the voice codec in use with the PBX */
export function preferredPayloadType(codecs: readonly Codec[]): number {
  const inUse = codecs.find((codec) => !isTelephoneEvent(codec))
  return (inUse && engineCodecOf(inUse)?.payloadType) ?? firstOfferedPayloadType
}

/**
 * The same offer once more with one payload type first, which makes Chromium send it (RFC 3264 §8). Only the engine
 * needs to know: no packet leaves.
 *
 * @param version - of the o= line, above that of every offer before
 */
export function preferPayloadType(offer: string, payloadType: number, version: number): string {
  return offer
    .replace(
      /^(m=audio \d+ \S+) (.+?)(\r?)$/m,
      (_line, media: string, formats: string, cr: string) => {
        const others = formats.split(' ').filter((format) => format !== String(payloadType))
        return `${[media, payloadType, ...others].join(' ')}${cr}`
      }
    )
    .replace(/^(o=\S+ \d+) \d+ /m, `$1 ${version} `)
}
