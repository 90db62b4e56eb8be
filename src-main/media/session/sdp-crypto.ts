import { srtpSuites, type SrtpSuite } from '@contract/ipc/media-protocol'
import { masterKeyLength } from '../relay/srtp/session-keys'

/** One way to encrypt, with the key of whoever says it (RFC 4568 §4). */
export interface CryptoAttribute {
  readonly tag: number
  readonly suite: SrtpSuite
  /** master key and salt in base64 */
  readonly key: string
}

/**
 * The a=crypto lines that we can use, in their order. One with several keys, an MKI or a parameter that must be
 * understood (RFC 4568 §6.3) is passed over, as an unknown suite is; the lifetime of a key is longer than any call.
 */
export function readCrypto(lines: readonly string[]): CryptoAttribute[] {
  return lines.flatMap((line) => {
    const [, tag, name, key = '', parameters = ''] =
      /^a=crypto:(\d{1,9}) (\S+) inline:([A-Za-z0-9+/=]+)(?:\|(?:2\^)?\d+)?((?: \S+)*)\s*$/.exec(
        line
      ) ?? []
    const suite = srtpSuites.find((known) => known === name)
    const needed = parameters.split(' ').filter((each) => !/^(WSH=\d+|-.*|)$/.test(each))
    const isKey = Buffer.from(key, 'base64').length === masterKeyLength
    return suite && isKey && needed.length === 0 ? [{ tag: Number(tag), suite, key }] : []
  })
}

export function cryptoLine({ tag, suite, key }: CryptoAttribute): string {
  return `a=crypto:${tag} ${suite} inline:${key}`
}
