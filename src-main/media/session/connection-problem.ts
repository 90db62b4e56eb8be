import { connect as connectTcp, type Socket } from 'node:net'
import { ReasonedError } from '@contract/errors/reasoned-error'
import type { TurnConnection } from './ice-servers'
import { lookAtCertificate, type Authorities } from './tls-server'

const longestMs = 5_000

/**
 * Why no connection to a server comes about. `distrusted`: its certificate is in order, and the browser still does not
 * take it.
 */
export type ConnectionProblem =
  | { readonly kind: 'unknown-host' | 'unreachable' | 'no-answer' | 'distrusted' }
  | { readonly kind: 'certificate' | 'ca-file'; readonly detail: string }

/** Connects once more, by itself, because a browser does not say why it could not. */
export async function connectionProblem(
  server: TurnConnection,
  authorities: Authorities
): Promise<ConnectionProblem> {
  const { host, port, isTls } = server
  const problem = await tcpProblem(connectTcp({ host, port }))
  if (problem) return { kind: problem }
  if (!isTls) return { kind: 'no-answer' }
  try {
    const look = await lookAtCertificate(server, authorities, longestMs)
    if (look === null) return { kind: 'no-answer' }
    return 'problem' in look
      ? { kind: 'certificate', detail: look.problem }
      : { kind: 'distrusted' }
  } catch (error) {
    if (error instanceof ReasonedError && error.reason === 'ca-file')
      return { kind: 'ca-file', detail: String(error.context['detail']) }
    return { kind: 'unreachable' }
  }
}

function tcpProblem(socket: Socket): Promise<'unknown-host' | 'unreachable' | 'no-answer' | null> {
  return new Promise((resolve) => {
    const end = (problem: 'unknown-host' | 'unreachable' | 'no-answer' | null) => {
      socket.destroy()
      resolve(problem)
    }
    socket.setTimeout(longestMs, () => end('no-answer'))
    socket.once('connect', () => end(null))
    socket.once('error', (error: NodeJS.ErrnoException) =>
      end(error.syscall === 'getaddrinfo' ? 'unknown-host' : 'unreachable')
    )
  })
}
