import { isIP } from 'node:net'
import { connect, type TLSSocket } from 'node:tls'
import { ReasonedError } from '@contract/errors/reasoned-error'
import type { OpenTransport, TransportOptions } from './sip-transport'
import { connected, streamTransport } from './stream-transport'
import { trustedAuthorities } from './trusted-authorities'

export interface TlsOptions {
  /** the name that the certificate must be for (RFC 5922 §7.2): what the user entered, not what DNS made of it */
  readonly serverName: string
  /** path of a PEM file with authorities to trust beside the usual ones */
  readonly caFile?: string
}

/** SIP over TLS (RFC 3261 §26.2). */
export function tlsTransportOpener(tls: TlsOptions): OpenTransport {
  return async (options) => streamTransport('TLS', await connectTls(tls, options), options)
}

/**
 * A connection with TLS, 1.2 or newer (RFC 8996). A certificate that is not in order ends the attempt: there is no way
 * to accept one all the same.
 *
 * @throws ReasonedError sip: certificate, with the detail; sip: ca-file, with the file
 */
export async function connectTls(
  { serverName, caFile }: TlsOptions,
  options: Pick<TransportOptions, 'remote' | 'localAddress' | 'timers' | 'signal'>
): Promise<TLSSocket> {
  const { remote, localAddress } = options
  const ca = await trustedAuthorities(caFile)
  const socket = connect({
    ...remote,
    ...(localAddress === undefined ? {} : { localAddress }),
    minVersion: 'TLSv1.2',
    ca: [...ca],
    // RFC 6066 §3 knows no addresses as server names; Node then compares the certificate with the host.
    ...(isIP(serverName) === 0 ? { servername: serverName } : {})
  })
  try {
    await connected(socket, 'secureConnect', options)
  } catch (error) {
    if (error instanceof Error && refusedByUs(socket)) throw certificateError(error)
    throw error
  }
  return socket
}

/** Node sets it when the handshake went well and the certificate did not; the types say that it is always there. */
function refusedByUs({ authorizationError }: { readonly authorizationError: unknown }): boolean {
  return authorizationError !== null && authorizationError !== undefined
}

function certificateError(cause: Error): ReasonedError {
  return new ReasonedError('sip', 'certificate', { detail: cause.message }, { cause })
}
