import {
  SessionDialog,
  type DialogState,
  type Session,
  type UserAgentCore
} from 'sip.js/lib/core/index.js'

/**
 * The same dialog (RFC 3261 §12) on another core, that is on another flow. sip.js binds a dialog to the core that it
 * began on and makes it from the INVITE alone; this one begins with the state that the other has reached: Call-ID,
 * tags, CSeq numbers, route set and remote target.
 *
 * @throws when the session is no dialog of sip.js
 */
export function movedSession(session: Session, core: UserAgentCore): Session {
  if (!(session instanceof SessionDialog)) throw new Error('this is no dialog of sip.js')
  const { dialogState } = session as unknown as { dialogState: DialogState }
  // Neither INVITE nor 2xx is repeated or ACKed here: all that sip.js reads of the first request is its body.
  const noTransaction = {
    request: core.makeOutgoingRequestMessage(
      'INVITE',
      session.remoteTarget,
      session.localURI,
      session.remoteURI,
      {}
    )
  }
  type InitialTransaction = ConstructorParameters<typeof SessionDialog>[0]
  return new SessionDialog(noTransaction as unknown as InitialTransaction, core, { ...dialogState })
}
