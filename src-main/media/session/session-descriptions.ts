import { randomInt } from 'node:crypto'
import type { PbxLeg, SrtpParameters } from '@contract/ipc/media-protocol'
import type { Account } from '@contract/settings/customer'
import { offeredCodecs } from './codecs'
import { heldDirection, holding } from './hold-direction'
import { answeredCodecs, negotiate } from './negotiation'
import { SdesKeys } from './sdes-keys'
import { buildSdp, parseSdp, type PbxDescription } from './sdp'

/** What the account says about the media of its calls. */
export type MediaAccount = Pick<Account, 'transport' | 'mediaSecurity' | 'codecs'>

/** Where we take our audio. */
export interface LocalEndpoint {
  readonly host: string
  readonly port: number
}

/** An offer of the PBX, understood but not answered yet. */
export interface ReceivedOffer {
  readonly leg: PbxLeg
  /** Called when the leg is in use. */
  readonly answer: (local: LocalEndpoint) => string
}

/** Both sides' descriptions of one call's audio: what we say, and what follows from what the PBX says (RFC 3264). */
export class SessionDescriptions {
  private readonly sessionId = randomInt(2 ** 31)
  private version = 0
  private sdesKeys: SdesKeys | null = null
  private lastAnswer: { toOffer: string; sdp: string } | null = null
  private held = false
  private agreed: PbxLeg['direction'] | undefined

  constructor(private readonly account: MediaAccount) {}

  /** The direction of what is said from now on: `sendonly`, or `inactive` when both hold (RFC 3264 §8.4). */
  setHeld(held: boolean): void {
    if (held !== this.held) this.changed()
    this.held = held
  }

  /** The next answer is a new one, even to an offer that repeats the last. */
  changed(): void {
    this.lastAnswer = null
  }

  /** @throws ReasonedError `keys-in-the-open` */
  offer(local: LocalEndpoint): string {
    const { offered, profile } = this.keys
    return buildSdp({
      ...local,
      codecs: offeredCodecs(this.account.codecs),
      direction: this.held ? heldDirection(this.agreed) : 'sendrecv',
      sessionId: this.sessionId,
      version: ++this.version,
      profile,
      crypto: offered
    })
  }

  /** @throws ReasonedError of kind `media` */
  readAnswer(sdp: string): PbxLeg {
    const remote = parseSdp(sdp)
    return this.agree(remote, this.keys.select(remote).srtp)
  }

  /** A session refresh (RFC 4028 §7.4) repeats the offer, and gets the same answer. */
  answerGivenTo(offer: string): string | null {
    return this.lastAnswer?.toOffer === offer ? this.lastAnswer.sdp : null
  }

  /** @throws ReasonedError of kind `media` */
  readOffer(offer: string): ReceivedOffer {
    const remote: PbxDescription = parseSdp(offer)
    const { srtp, crypto } = this.keys.select(remote)
    const leg = this.agree(remote, srtp)
    return {
      leg,
      answer: (local) => {
        const sdp = buildSdp({
          ...local,
          codecs: answeredCodecs(leg),
          direction: leg.direction,
          sessionId: this.sessionId,
          version: ++this.version,
          crypto,
          inAnswerTo: remote
        })
        this.lastAnswer = { toOffer: offer, sdp }
        return sdp
      }
    }
  }

  private agree(remote: PbxDescription, srtp: SrtpParameters | null): PbxLeg {
    const negotiated = negotiate(remote, srtp, offeredCodecs(this.account.codecs))
    const leg = this.held ? holding(negotiated) : negotiated
    this.agreed = leg.direction
    return leg
  }

  private get keys(): SdesKeys {
    const { mediaSecurity = 'rtp', transport } = this.account
    this.sdesKeys ??= new SdesKeys(mediaSecurity, transport)
    return this.sdesKeys
  }
}
