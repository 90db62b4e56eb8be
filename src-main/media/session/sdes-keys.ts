import { randomBytes } from 'node:crypto'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { srtpSuites, type SrtpParameters } from '@contract/ipc/media-protocol'
import { carriesKeys, isEncrypted, type MediaSecurity } from '@contract/settings/media-security'
import { masterKeyLength } from '../relay/srtp/session-keys'
import type { PbxDescription } from './sdp'
import type { CryptoAttribute } from './sdp-crypto'

/** What an answer of ours says about encryption. */
export interface SelectedCrypto {
  readonly srtp: SrtpParameters | null
  readonly crypto: readonly CryptoAttribute[]
}

const plain: SelectedCrypto = { srtp: null, crypto: [] }

const refused = (reason: 'not-plain-rtp' | 'not-encrypted' | 'no-common-crypto') =>
  new ReasonedError('media', reason)

/**
 * Our side of RFC 4568 for one call: a key of our own for each suite, which stays the same in every description of the
 * call, so that a re-INVITE does not start a stream anew.
 */
export class SdesKeys {
  /** the a=crypto lines of an offer */
  readonly offered: readonly CryptoAttribute[]

  /** @throws ReasonedError `keys-in-the-open` when whoever reads the signalling could read the keys */
  constructor(
    private readonly security: MediaSecurity,
    transport: string
  ) {
    if (carriesKeys(security) && !isEncrypted(transport)) {
      throw new ReasonedError('media', 'keys-in-the-open')
    }
    this.offered = carriesKeys(security)
      ? srtpSuites.map((suite, index) => ({
          tag: index + 1,
          suite,
          key: randomBytes(masterKeyLength).toString('base64')
        }))
      : []
  }

  /** An offer that leaves the choice has the plain profile, with keys beside it, as PBXs offer it themselves. */
  get profile(): 'RTP/AVP' | 'RTP/SAVP' {
    return this.security === 'sdes' ? 'RTP/SAVP' : 'RTP/AVP'
  }

  /**
   * Joins our keys with what the PBX offers, or answered to us. The suite alone says which of our lines is meant: each
   * has its own, and some PBXs number their answer anew.
   *
   * @throws ReasonedError
   */
  select(remote: PbxDescription): SelectedCrypto {
    const isSecure = remote.protocol.startsWith('RTP/SAVP')
    if (!carriesKeys(this.security)) {
      if (isSecure) throw refused('not-plain-rtp')
      return plain
    }
    for (const theirs of remote.crypto) {
      const ours = this.offered.find(({ suite }) => suite === theirs.suite)
      if (!ours) continue
      return {
        srtp: { suite: ours.suite, send: ours.key, receive: theirs.key },
        crypto: [{ ...ours, tag: theirs.tag }]
      }
    }
    if (isSecure) throw refused('no-common-crypto')
    if (this.security === 'sdes') throw refused('not-encrypted')
    return plain
  }
}
