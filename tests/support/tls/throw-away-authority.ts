import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)
const newKey = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes']

/** A private key and its certificate, as PEM. */
export interface ServerCertificate {
  readonly key: string
  readonly cert: string
}

/** A certificate authority that lives as long as a test. Needs `openssl`: Node cannot make certificates. */
export class ThrowAwayAuthority {
  /** PEM, for an account's CA file */
  readonly caFile: string
  private issued = 0

  private constructor(private readonly folder: string) {
    this.caFile = join(folder, 'ca.pem')
  }

  static async make(): Promise<ThrowAwayAuthority> {
    const authority = new ThrowAwayAuthority(await mkdtemp(join(tmpdir(), 'coachline-ca-')))
    await authority.openssl(
      ['req', '-x509', ...newKey, '-keyout', 'ca.key', '-out', 'ca.pem', '-days', '2'],
      ['-subj', '/CN=Throw-away authority', '-addext', 'keyUsage=critical,keyCertSign']
    )
    return authority
  }

  /**
   * @param names - as in subjectAltName: `DNS:pbx.example`, `IP:127.0.0.1`
   * @param days - how long it lasts; a negative number makes one that has expired
   */
  async issue(names: readonly string[], days = 1): Promise<ServerCertificate> {
    const name = `server-${++this.issued}`
    await writeFile(
      join(this.folder, `${name}.ext`),
      `subjectAltName=${names.join(',')}\nbasicConstraints=CA:FALSE\nextendedKeyUsage=serverAuth\n`
    )
    await this.openssl(
      ['req', ...newKey, '-keyout', `${name}.key`, '-out', `${name}.csr`],
      ['-subj', '/CN=A PBX']
    )
    await this.openssl(
      ['x509', '-req', '-in', `${name}.csr`, '-CA', 'ca.pem', '-CAkey', 'ca.key'],
      ['-CAcreateserial', '-days', String(days), '-extfile', `${name}.ext`, '-out', `${name}.pem`]
    )
    return { key: await this.read(`${name}.key`), cert: await this.read(`${name}.pem`) }
  }

  async remove(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true })
  }

  private read(name: string): Promise<string> {
    return readFile(join(this.folder, name), 'utf8')
  }

  private async openssl(...args: string[][]): Promise<void> {
    await run('openssl', args.flat(), { cwd: this.folder })
  }
}
