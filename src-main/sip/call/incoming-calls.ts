import type { IncomingInviteRequest, UserAgentCoreDelegate } from 'sip.js/lib/core/index.js'
import type { Flow } from '../flow/flow'
import type { Call, CallOptions } from './call'
import { IncomingCall } from './incoming-call'
import { parseReplaces } from './replaces'
import { unknownExtensions } from './required-extensions'
import { agreedInRequest } from './session-refresh'

/** More than any person can look at: whoever calls then hears busy. */
const mostRinging = 8

export interface IncomingCallsOptions extends CallOptions {
  /** every call of the account */
  readonly calls: ReadonlySet<Call>
  /** puts it among them */
  readonly onCall: (call: IncomingCall) => void
  /** shows it to whoever takes calls; one that is not over when this returns, rings. False when nobody takes any. */
  readonly offer: (call: IncomingCall) => boolean
}

/** Why an INVITE is refused at once, with the header lines that belong to it (RFC 3261 §8.2, §13.3.1). */
interface Refusal {
  readonly statusCode: number
  readonly extraHeaders?: string[]
}

/** Who may ring: the INVITEs outside of any dialog, in the order of RFC 3261 §8.2. */
export class IncomingCalls {
  private readonly ringing = new Set<IncomingCall>()

  constructor(private readonly options: IncomingCallsOptions) {}

  /** For the core of a flow. */
  delegateOf(flow: Flow): UserAgentCoreDelegate {
    return { onInvite: (request) => this.receive(request, flow) }
  }

  private receive(request: IncomingInviteRequest, flow: Flow): void {
    const refusal = refusalOf(request)
    if (refusal) request.reject(refusal)
    else if (request.message.hasHeader('replaces')) this.replace(request, flow)
    else if (this.ringing.size >= mostRinging) request.reject({ statusCode: 486 })
    else this.offer(request, flow)
  }

  private offer(request: IncomingInviteRequest, flow: Flow): void {
    const call = new IncomingCall({ ...this.options, request, flow })
    this.ringing.add(call)
    this.options.onCall(call)
    call.onState(({ kind }) => {
      if (kind !== 'early') this.ringing.delete(call)
    })
    if (this.options.offer(call)) call.ring()
    else call.reject(486)
  }

  /** RFC 3891 §3. Only what was answered can be replaced: a call that rings here is not ours to give away. */
  private replace(request: IncomingInviteRequest, flow: Flow): void {
    const [value, ...others] = request.message.getHeaders('replaces')
    const replaces = others.length === 0 ? parseReplaces(value ?? '') : undefined
    const call = [...this.options.calls].find((each) => replaces && each.hasDialog(replaces))
    if (!replaces) request.reject({ statusCode: 400 })
    else if (!call) request.reject({ statusCode: 481 })
    else if (replaces.earlyOnly) request.reject({ statusCode: 486 })
    else void call.replaceDialog(request, flow)
  }
}

function refusalOf({ message }: IncomingInviteRequest): Refusal | undefined {
  const unknown = unknownExtensions(message)
  if (unknown.length > 0)
    return { statusCode: 420, extraHeaders: [`Unsupported: ${unknown.join(', ')}`] }
  if (message.body !== '' && message.parseHeader('content-type') !== 'application/sdp')
    return { statusCode: 415, extraHeaders: ['Accept: application/sdp'] }
  const agreed = agreedInRequest(message)
  if (agreed.kind === 'too-small') return { statusCode: 422, extraHeaders: [...agreed.headers] }
  return undefined
}
