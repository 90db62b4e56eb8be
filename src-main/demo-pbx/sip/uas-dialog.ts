import { contactOf, cseqOf, Dialog } from './dialog'
import { parseAddress, splitOutside, tagOf } from './header-values'
import { headerOf, headersOf } from './sip-message'
import type { ServerTransaction } from './server-transactions'

/** A dialog that the other side began (RFC 3261 §12.1.1). */
export class UasDialog extends Dialog {
  constructor({ request, flow, localTag }: ServerTransaction) {
    const header = (name: string) => headerOf(request, name) ?? ''
    super({
      callId: header('Call-ID'),
      localTag,
      remoteTag: tagOf(header('From')),
      flow,
      localAddress: `${header('To')};tag=${localTag}`,
      remoteAddress: header('From'),
      routeSet: headersOf(request, 'Record-Route').flatMap((value) => splitOutside(value, ',')),
      remoteTarget: contactOf(request) ?? parseAddress(header('From')).uri,
      localCSeq: 0,
      remoteCSeq: cseqOf(request)
    })
  }
}
