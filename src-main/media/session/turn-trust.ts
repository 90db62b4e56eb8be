import { X509Certificate } from 'node:crypto'
import type { MediaLog } from '../processes/media-log'
import { turnConnection, type IceAccount } from './ice-servers'
import { lookAtCertificate, type Authorities, type TlsServer } from './tls-server'

const longestMs = 5_000

/**
 * Vouches for TURN servers whose certificate comes from an authority that only the CA file of an account names. The
 * browser asks when it knows the authority of a certificate no more than anybody else's.
 */
export class TurnTrust {
  private readonly servers = new Map<string, TlsServer>()

  constructor(
    private readonly authorities: Authorities,
    private readonly log: MediaLog
  ) {}

  /** What an account says now, with or without a CA file. */
  use(account: IceAccount): void {
    const connection = turnConnection(account)
    if (connection?.isTls) this.servers.set(connection.host.toLowerCase(), connection)
  }

  /** @param certificate - of the server itself, in PEM */
  async vouchesFor(host: string, certificate: string): Promise<boolean> {
    const server = this.servers.get(host.toLowerCase())
    const vouches = server?.caFile !== undefined && (await this.shows(server, certificate))
    if (!vouches) this.log.warn('the certificate of a TURN server is not believed', { host })
    return vouches
  }

  /** The server shows this very certificate to somebody who believes the CA file, too. */
  private async shows(server: TlsServer, certificate: string): Promise<boolean> {
    try {
      const look = await lookAtCertificate(server, this.authorities, longestMs)
      if (look === null || 'problem' in look) return false
      return look.fingerprint256 === new X509Certificate(certificate).fingerprint256
    } catch {
      return false
    }
  }
}
