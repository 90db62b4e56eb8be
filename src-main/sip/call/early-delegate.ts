import type { SessionDelegate } from 'sip.js/lib/core/index.js'
import type { WithUpdate } from '../flow/sipjs-update'
import { answerUpdate } from './answer-update'
import type { SessionChangeOptions } from './session-change'

type EarlyDialogOptions = Pick<
  SessionChangeOptions,
  'flow' | 'session' | 'media' | 'log' | 'isOver'
>

/**
 * What may arrive in an early dialog of a call that we make: an UPDATE, with another offer once ours was answered
 * (RFC 3311 §5.2). Intervals and hold are judged when the call is confirmed, and by then the other forks are over.
 */
export function earlyDelegate(options: EarlyDialogOptions): SessionDelegate & WithUpdate {
  const ignored = () => {}
  return {
    onUpdate: (request) => {
      if (options.isOver()) request.reject({ statusCode: 481 })
      else void answerUpdate(request, { ...options, onAgreed: ignored, onRemoteSdp: ignored })
    }
  }
}
