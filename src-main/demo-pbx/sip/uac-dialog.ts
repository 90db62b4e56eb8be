import { contactOf, cseqOf, Dialog } from './dialog'
import { splitOutside, tagOf } from './header-values'
import { headerOf, headersOf, type SipRequest, type SipResponse } from './sip-message'
import type { Flow } from './sip-transport'

/** A dialog that this side began, from its INVITE and the 2xx (RFC 3261 §12.1.2). */
export class UacDialog extends Dialog {
  constructor(invite: SipRequest, response: SipResponse, flow: Flow) {
    const from = headerOf(invite, 'From') ?? ''
    const to = headerOf(response, 'To') ?? ''
    super({
      callId: headerOf(invite, 'Call-ID') ?? '',
      localTag: tagOf(from),
      remoteTag: tagOf(to),
      flow,
      localAddress: from,
      remoteAddress: to,
      routeSet: headersOf(response, 'Record-Route')
        .flatMap((value) => splitOutside(value, ','))
        .reverse(),
      remoteTarget: contactOf(response) ?? invite.requestUri,
      localCSeq: cseqOf(invite),
      remoteCSeq: 0
    })
  }
}
