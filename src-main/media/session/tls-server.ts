import { isIP } from 'node:net'
import { connect } from 'node:tls'

/** PEM of everybody whose certificates are believed, with those of a file. @throws ReasonedError: ca-file */
export type Authorities = (caFile: string | undefined) => Promise<readonly string[]>

export interface TlsServer {
  readonly host: string
  readonly port: number
  /** authorities to believe beside the usual ones */
  readonly caFile?: string | undefined
}

/** The certificate that a server showed, or what is not in order with it. */
export type CertificateLook = { readonly fingerprint256: string } | { readonly problem: string }

/**
 * Looks at the certificate of a server and says nothing to it. Null when there is no answer in time.
 *
 * @throws when no TLS comes about, and as `authorities`
 */
export async function lookAtCertificate(
  { host, port, caFile }: TlsServer,
  authorities: Authorities,
  withinMs: number
): Promise<CertificateLook | null> {
  const ca = await authorities(caFile)
  const socket = connect({
    host,
    port,
    ca: [...ca],
    minVersion: 'TLSv1.2',
    // RFC 6066 §3 knows no addresses as server names; Node then compares the certificate with the host.
    ...(isIP(host) === 0 ? { servername: host } : {})
  })
  return new Promise<CertificateLook | null>((resolve, reject) => {
    socket.setTimeout(withinMs, () => resolve(null))
    socket.once('error', (error: Error) => {
      // Node sets it when the handshake went well and the certificate did not; the types say that it is always there.
      const refused: unknown = socket.authorizationError
      if (refused === null || refused === undefined) reject(error)
      else resolve({ problem: error.message })
    })
    socket.once('secureConnect', () => {
      const { fingerprint256 } = socket.getPeerCertificate()
      resolve({ fingerprint256 })
    })
  }).finally(() => socket.destroy())
}
