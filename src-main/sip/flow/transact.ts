import type { IncomingResponse, OutgoingRequestDelegate } from 'sip.js/lib/core/index.js'
import type { RequestAuthorization } from '../digest/credentials'
import type { Flow } from './flow'
import { replyOf, timeoutReply, transportReply, type Reply } from './reply'

/** Sends one attempt with these Authorization lines, and tells its responses to the delegate. */
export type SendAttempt = (authorization: string[], delegate: OutgoingRequestDelegate) => unknown

export interface TransactOptions {
  readonly flow: Flow
  readonly authorization: RequestAuthorization
  readonly send: SendAttempt
  /** stop waiting before RFC 3261's 64*T1 */
  readonly timeoutMs?: number
}

/**
 * One request and its final response, answering 401 and 407 on the way (RFC 3261 §22). Never rejects: silence and a
 * lost flow are replies too.
 */
export function transact({
  flow,
  authorization,
  send,
  timeoutMs
}: TransactOptions): Promise<Reply> {
  return new Promise((resolve) => {
    let settled = false
    let timer: NodeJS.Timeout | undefined
    let removeListener = (): void => {}
    const settle = (reply: Reply) => {
      settled = true
      clearTimeout(timer)
      removeListener()
      resolve(reply)
    }
    const final = (response: IncomingResponse) => {
      settle(replyOf(response))
    }
    const attempt = () => {
      if (settled) return
      try {
        send([...authorization.nextHeaders()], {
          onAccept: final,
          onRedirect: final,
          onReject: (response) => {
            const reply = replyOf(response)
            if (authorization.answer(reply.statusCode, (name) => reply.headers(name))) attempt()
            else settle(reply)
          }
        })
      } catch (error) {
        flow.log.warn('a request could not be made', { error: String(error) })
        settle(transportReply)
      }
    }

    if (!flow.isOpen) {
      settle(transportReply)
      return
    }
    removeListener = flow.onClosed(() => settle(transportReply))
    if (timeoutMs !== undefined) timer = setTimeout(() => settle(timeoutReply), timeoutMs)
    attempt()
  })
}
