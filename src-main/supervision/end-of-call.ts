import { failure, type Failure } from '@contract/errors/reasons'
import { assertNever } from '@contract/assert-never'
import type { CallEnd } from '@contract/telephony/call-state'
import type { SupervisionEnding } from '@contract/telephony/supervision-state'

/**
 * Why a join was refused, in the words of the product. Which code a PBX uses is not standardised, so every text shows
 * the code and the reason phrase as well.
 */
export function refusal(end: CallEnd, extension: string): Failure {
  const context = {
    extension,
    statusCode: end.statusCode ?? 0,
    reasonPhrase: end.reasonPhrase ?? '',
    pbxReason: end.reason ?? ''
  }
  switch (end.statusCode) {
    case 403:
    case 603:
      return failure('supervision.refused.forbidden', context)
    case 480:
    case 410:
      return failure('supervision.refused.no-call', context)
    case 404:
    case 484:
      return failure('supervision.refused.not-found', context)
    case 486:
    case 600:
      return failure('supervision.refused.busy', context)
    case 415:
    case 488:
    case 606:
      return failure('supervision.refused.media', context)
    case 408:
    case 504:
      return failure('supervision.no-answer', context)
    default:
      return failure('supervision.refused.other', context)
  }
}

/** What the end of the call means for the supervision. */
export function meaningOf(
  end: CallEnd,
  extension: string
): { by: Exclude<SupervisionEnding, 'lost'>; failure: Failure | null } {
  switch (end.by) {
    case 'local':
      return { by: 'manager', failure: null }
    case 'remote':
      return { by: 'call-over', failure: null }
    case 'rejected':
      return { by: 'failed', failure: refusal(end, extension) }
    case 'network':
      return { by: 'failed', failure: failure(networkReason(end.media), { extension }) }
    default:
      return assertNever(end.by)
  }
}

/** Not all that ends without a word of the PBX is the network's fault. */
function networkReason(media: string | undefined) {
  switch (media) {
    case undefined:
      return 'supervision.connection-lost'
    case 'not-encrypted':
    case 'no-common-crypto':
    case 'not-plain-rtp':
    case 'keys-in-the-open':
      return 'supervision.encryption'
    default:
      return 'supervision.media-failed'
  }
}
