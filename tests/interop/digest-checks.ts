import { AccountPhone } from './account-phone'
import type { AsteriskLab } from './asterisk/asterisk-lab'
import type { CheckList } from './check-list'

/** What Asterisk asks of each account, and what it must be answered with (RFC 8760 §2.4). */
const algorithms = [
  { user: 'adam', expected: 'MD5' },
  { user: 'sha-256', expected: 'SHA-256' },
  { user: 'sha-512-256', expected: 'SHA-512-256' },
  // Of all three; Electron's hashes may lack the longer one, so the shorter is what is liked best.
  { user: 'of-several', expected: 'SHA-256' }
] as const

/** The algorithms that Asterisk knows, SHA-512-256 among them: Kamailio has none stronger than SHA-256. */
export async function checkDigests({ host, port }: AsteriskLab, checks: CheckList): Promise<void> {
  for (const { user, expected } of algorithms) {
    await checks.part(`digest of ${user}`, async () => {
      const account = { user, domain: host, outboundProxy: { host, port } }
      const phone = new AccountPhone({ account })
      const { kind } = await phone.register()
      const [answer = ''] = phone.messages('sent', /^Authorization: /m)
      const algorithm = /algorithm="?([\w-]+)/.exec(answer)?.[1] ?? 'none'
      const isRight = kind === 'registered' && algorithm === expected
      checks.check(`digest of ${user}`, isRight, `${kind}, ${algorithm}`)
      await phone.close()
      const wrong = new AccountPhone({ account, password: 'not this' })
      const state = await wrong.register()
      const reason = state.kind === 'refused' ? state.reason : state.kind
      checks.check(`digest of ${user}: a wrong one`, reason === 'wrong-password', reason)
      await wrong.close()
    })
  }
}
