import type { PrackableIncomingResponseWithSession, Session } from 'sip.js/lib/core/index.js'
import { sendPrack, type InviteDialog } from './in-dialog'

/** What the early dialogs of one INVITE answered: a forking proxy makes several of them (RFC 3261 §13.2.2.4). */
export class EarlyDialogs {
  private readonly answers = new Map<string, string>()

  note(session: Session, sdp: string): void {
    if (sdp !== '') this.answers.set(session.id, sdp)
  }

  /** The answer of this dialog; an empty text when it had none. */
  sdpOf(session: Session): string {
    return this.answers.get(session.id) ?? ''
  }

  /** Another INVITE: what answered the last one counts no more. */
  clear(): void {
    this.answers.clear()
  }
}

/** Sends PRACK where the response asks for it (RFC 3262 §4). sip.js has sorted out repeated and overtaking ones. */
export function acknowledge(
  { message, session }: PrackableIncomingResponseWithSession,
  { flow, credentials }: Pick<InviteDialog, 'flow' | 'credentials'>
): void {
  const isReliable = message.getHeaders('require').some((value) => /\b100rel\b/i.test(value))
  const rseq = /^\d{1,10}$/.exec(message.getHeader('rseq') ?? '')?.[0]
  if (!isReliable || rseq === undefined) return
  void sendPrack({ flow, session, credentials }, `${rseq} ${message.cseq} INVITE`)
}
