import {
  Dialog,
  InfoUserAgentServer,
  NameAddrHeader,
  SessionDialog,
  type IncomingRequestMessage,
  type OutgoingRequestMessage,
  type Session,
  type SessionDelegate
} from 'sip.js/lib/core/index.js'
import { allowedMethods } from './incoming-requests'
import { AllowedMethods } from 'sip.js/lib/core/user-agent-core/allowed-methods.js'

/** A server transaction of a method other than INVITE, within a dialog; what sip.js has for INFO. */
export type IncomingUpdate = Pick<InfoUserAgentServer, 'message' | 'accept' | 'reject'>

export interface WithUpdate {
  onUpdate?(request: IncomingUpdate): void
}

/**
 * sip.js does not know UPDATE (RFC 3311): it answers 405, and 501 within a dialog. Its list of methods is also what its
 * 2xx to an INVITE says that we allow.
 */
export function teachUpdate(): void {
  AllowedMethods.splice(0, AllowedMethods.length, ...allowedMethods)
  const original: unknown = Reflect.get(SessionDialog.prototype, 'receiveRequest')
  if (typeof original !== 'function') throw new Error('sip.js has no receiveRequest any more')
  Reflect.set(
    SessionDialog.prototype,
    'receiveRequest',
    function receive(this: SessionDialog, message: IncomingRequestMessage) {
      if (message.method === 'UPDATE') receiveUpdate(this, message)
      else Reflect.apply(original, this, [message])
    }
  )
}

function receiveUpdate(dialog: SessionDialog, message: IncomingRequestMessage): void {
  const inOrder: unknown = Reflect.apply(ofDialog('sequenceGuard'), dialog, [message])
  if (inOrder !== true) return
  Reflect.apply(ofDialog('receiveRequest'), dialog, [message])
  const request = new InfoUserAgentServer(dialog, message)
  const delegate: (SessionDelegate & WithUpdate) | undefined = dialog.delegate
  if (!delegate?.onUpdate) {
    // Before the call is answered our own offer is still open (RFC 3311 §5.2).
    if (message.body === '') request.accept()
    else request.reject({ statusCode: 491 })
    return
  }
  // RFC 3311 §5.1: an UPDATE moves the target of the dialog, as a re-INVITE does.
  const contact: unknown = message.parseHeader('contact')
  const { dialogState } = dialog as unknown as { dialogState: { remoteTarget: unknown } }
  if (contact instanceof NameAddrHeader) dialogState.remoteTarget = contact.uri
  delegate.onUpdate(request)
}

/** What SessionDialog has from Dialog, without what it adds. */
function ofDialog(name: 'receiveRequest' | 'sequenceGuard'): (message: unknown) => unknown {
  const method: unknown = Reflect.get(Dialog.prototype, name)
  if (typeof method !== 'function') throw new Error(`sip.js has no ${name} any more`)
  return method as (message: unknown) => unknown
}

/** @throws when the session is no dialog of sip.js */
export function updateRequest(session: Session, extraHeaders: string[]): OutgoingRequestMessage {
  if (!(session instanceof SessionDialog)) throw new Error('this is no dialog of sip.js')
  return session.createOutgoingRequestMessage('UPDATE', { extraHeaders })
}
