import { createHmac, timingSafeEqual } from 'node:crypto'
import type { SrtpSuite } from '@contract/ipc/media-protocol'

/** In bytes (RFC 4568 §6.2). */
export const rtpTagLengths: Readonly<Record<SrtpSuite, number>> = {
  AES_CM_128_HMAC_SHA1_80: 10,
  AES_CM_128_HMAC_SHA1_32: 4
}

/** RTCP has the long one in either suite (RFC 4568 §6.2.2). */
export const rtcpTagLength = 10

/** RFC 3711 §4.2.1: HMAC-SHA1, cut off. */
export function authenticationTag(key: Buffer, length: number, ...parts: Buffer[]): Buffer {
  const hmac = createHmac('sha1', key)
  for (const part of parts) hmac.update(part)
  return hmac.digest().subarray(0, length)
}

export function isAuthentic(tag: Buffer, key: Buffer, ...parts: Buffer[]): boolean {
  return timingSafeEqual(tag, authenticationTag(key, tag.length, ...parts))
}
