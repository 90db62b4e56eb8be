import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import * as tls from 'node:tls'
import { ReasonedError } from '@contract/errors/reasoned-error'

const certificate = /-----BEGIN CERTIFICATE-----[^-]+-----END CERTIFICATE-----/g

/**
 * Whom we believe that a server is who it says: the public authorities, those of the operating system where Node can
 * read them (22.15 and newer), and those of the file.
 *
 * @throws ReasonedError sip: ca-file
 */
export async function trustedAuthorities(caFile: string | undefined): Promise<readonly string[]> {
  const ofFile = caFile === undefined ? [] : await authoritiesIn(caFile)
  return [...tls.rootCertificates, ...systemAuthorities(), ...ofFile]
}

/** Read anew for each connection, so that a renewed file needs no restart. */
async function authoritiesIn(file: string): Promise<readonly string[]> {
  try {
    const found = (await readFile(file, 'utf8')).match(certificate) ?? []
    if (found.length === 0) throw new Error('the file has no certificate in PEM')
    // OpenSSL passes over what it cannot read; a broken file must not look like an untrusted server.
    for (const pem of found) new X509Certificate(pem)
    return found
  } catch (cause) {
    throw new ReasonedError('sip', 'ca-file', { file, detail: String(cause) }, { cause })
  }
}

/** `tls.getCACertificates`, which the types of Node 20 do not have. */
type ReadAuthorities = (store: 'system') => readonly string[]

/** Asking some systems takes a moment, so they are asked once. */
let ofSystem: readonly string[] | undefined

function systemAuthorities(): readonly string[] {
  if (ofSystem) return ofSystem
  const read = Reflect.get(tls, 'getCACertificates') as ReadAuthorities | undefined
  try {
    ofSystem = read?.('system') ?? []
  } catch {
    // A system that cannot be asked leaves the public authorities and the file.
    ofSystem = []
  }
  return ofSystem
}
