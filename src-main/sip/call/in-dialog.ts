import { SessionDialog, type Session } from 'sip.js/lib/core/index.js'
import type { Credentials } from '../digest/credentials'
import type { Flow } from '../flow/flow'
import { capabilityHeaders } from '../flow/incoming-requests'
import type { Reply } from '../flow/reply'
import { transact, type SendAttempt } from '../flow/transact'

/** The dialog of an answered INVITE, with what requests in it need. */
export interface InviteDialog {
  readonly flow: Flow
  readonly session: Session
  readonly credentials: Credentials
}

/** RFC 3261 §15.1.1. */
export function sendBye(dialog: InviteDialog): Promise<Reply> {
  return send(dialog, 'BYE', (extraHeaders, delegate) =>
    dialog.session.bye(delegate, { extraHeaders })
  )
}

/** One digit as INFO with the legacy body that PBXs know (RFC 6086 §2). */
export function sendDtmfRelay(
  dialog: InviteDialog,
  digit: string,
  durationMs: number
): Promise<Reply> {
  const body = {
    contentType: 'application/dtmf-relay',
    contentDisposition: 'render',
    content: `Signal=${digit}\r\nDuration=${durationMs}\r\n`
  }
  return send(dialog, 'INFO', (extraHeaders, delegate) =>
    dialog.session.info(delegate, { extraHeaders, body })
  )
}

/**
 * Asks the other side to call somebody in our place (RFC 3515 §2.4.1).
 *
 * @param referTo - a URI, with the Replaces of another dialog where it takes that one's place (RFC 3891 §7)
 * @param referredBy - our AOR (RFC 3892 §3)
 */
export function sendRefer(
  dialog: InviteDialog,
  referTo: string,
  referredBy: string
): Promise<Reply> {
  return send(dialog, 'REFER', (authorization, delegate) =>
    dialog.session.refer(delegate, {
      extraHeaders: [
        `Refer-To: <${referTo}>`,
        `Referred-By: <${referredBy}>`,
        `Contact: ${dialog.flow.contact}`,
        ...authorization
      ]
    })
  )
}

/** @param rack - what is acknowledged: RSeq, CSeq number and method (RFC 3262 §7.2) */
export function sendPrack(dialog: InviteDialog, rack: string): Promise<Reply> {
  return send(dialog, 'PRACK', (authorization, delegate) =>
    dialog.session.prack(delegate, { extraHeaders: [`RAck: ${rack}`, ...authorization] })
  )
}

/** Asks whether the other side still knows the dialog (RFC 3261 §11, §12.2.1.2). */
export function sendOptions(dialog: InviteDialog): Promise<Reply> {
  const { flow, session } = dialog
  return send(dialog, 'OPTIONS', (authorization, delegate) => {
    if (!(session instanceof SessionDialog)) throw new Error('this is no dialog of sip.js')
    const extraHeaders = ['Accept: application/sdp', ...capabilityHeaders, ...authorization]
    const message = session.createOutgoingRequestMessage('OPTIONS', { extraHeaders })
    return flow.core.request(message, delegate)
  })
}

function send(dialog: InviteDialog, method: string, attempt: SendAttempt): Promise<Reply> {
  const { flow, session, credentials } = dialog
  const authorization = credentials.authorize(method, session.remoteTarget.toRaw())
  return transact({ flow, authorization, send: attempt })
}
