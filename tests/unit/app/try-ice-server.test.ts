import { describe, expect, it } from 'vitest'
import type { Account } from '@contract/settings/customer'
import { tryIceServer } from '../../../src-main/app/try-ice-server'
import type { IceServerOutcome } from '../../../src-main/media/media-host'

const account: Account = {
  user: '700',
  domain: 'pbx.example',
  transport: 'wss',
  mediaSecurity: 'dtls',
  dtmfMethod: 'auto',
  registrationSeconds: 300,
  caFile: '/etc/ca.pem',
  turnServer: { host: 'turn.example', transport: 'tls' },
  turnUser: 'coach'
}
const about = { kind: 'TURN', host: 'turn.example' }

describe('what is told of a TURN server that was tried', () => {
  it('is how long it took', async () => {
    const ask = () => Promise.resolve({ kind: 'works', tookMs: 84 } as const)
    expect(await tryIceServer(ask, account, 'turn')).toEqual({ ok: true, value: { tookMs: 84 } })
  })

  it.each<[IceServerOutcome, string, object]>([
    [
      { kind: 'refused', statusCode: 401, reasonPhrase: 'Unauthorized' },
      'ice-server.wrong-password',
      about
    ],
    [
      { kind: 'refused', statusCode: 486, reasonPhrase: 'Allocation Quota Reached' },
      'ice-server.refused',
      { ...about, statusCode: 486, reasonPhrase: 'Allocation Quota Reached' }
    ],
    [{ kind: 'no-answer' }, 'ice-server.no-answer', about],
    [{ kind: 'unreachable' }, 'ice-server.unreachable', about],
    [{ kind: 'unknown-host' }, 'ice-server.unknown-host', about],
    [{ kind: 'distrusted' }, 'ice-server.distrusted', about],
    [
      { kind: 'certificate', detail: 'expired' },
      'ice-server.certificate',
      { ...about, detail: 'expired' }
    ],
    [
      { kind: 'ca-file', detail: 'ENOENT' },
      'account.ca-file',
      { file: '/etc/ca.pem', detail: 'ENOENT' }
    ],
    [{ kind: 'password-missing' }, 'media.turn-password-missing', { server: 'turn.example' }]
  ])('is, of %j, %s', async (outcome, reason, context) => {
    const tried = await tryIceServer(() => Promise.resolve(outcome), account, 'turn')
    expect(tried).toEqual({ ok: false, failure: { reason, context } })
  })

  it('is that there is no engine to ask it', async () => {
    const ask = () => Promise.reject(new Error('audio engine: not running'))
    expect(await tryIceServer(ask, account, 'turn')).toMatchObject({
      failure: { reason: 'media.not-started' }
    })
  })

  it('is nothing of one that the account does not name', async () => {
    const asked: string[] = []
    const ask = () => {
      asked.push('asked')
      return Promise.resolve({ kind: 'no-answer' } as const)
    }
    expect(await tryIceServer(ask, account, 'stun')).toMatchObject({
      failure: { reason: 'settings.invalid', context: { field: 'stunServer' } }
    })
    expect(asked).toEqual([])
  })
})
