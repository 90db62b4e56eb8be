import { describe, expect, it } from 'vitest'
import {
  accountOf,
  type AccountDraft
} from '../../../src-renderer/ui/features/settings/account-draft'
import {
  draftOf,
  inputOf,
  newDraft
} from '../../../src-renderer/ui/features/settings/customer-draft'
import { draftProblems } from '../../../src-renderer/ui/features/settings/draft-problems'
import { stageCustomer } from '../../support/stage/stage-snapshot'

const draft = newDraft()
const webRtc = {
  ...draft.account,
  domain: 'pbx.example.com',
  user: 'adam',
  transport: 'wss',
  mediaSecurity: 'dtls',
  turnServer: 'turn.example.com:443',
  turnTransport: 'tls',
  turnUser: ' coach ',
  turnPassword: 'sesame'
} as const satisfies AccountDraft
const saved = {
  turnServer: { host: 'turn.example.com', port: 443, transport: 'tls' },
  turnUser: 'coach'
} as const

const inputWith = (account: AccountDraft) => inputOf({ ...draft, account })
const problemsOf = (account: AccountDraft) => {
  const problems = draftProblems({ ...draft, account })
  return [...problems].flatMap(([path, problem]) =>
    path.startsWith('account.turn') && problem.kind === 'field' ? [[path, problem.word]] : []
  )
}

describe('the TURN server of an account', () => {
  it('is saved with WebRTC, its user and what was typed of its password', () => {
    expect(inputWith(webRtc)).toMatchObject({ account: saved, turnPassword: 'sesame' })
    expect(inputWith({ ...webRtc, turnPassword: '' })).not.toHaveProperty('turnPassword')
  })

  it.each([
    ['another encryption', { mediaSecurity: 'sdes' }],
    ['no server', { turnServer: ' ' }]
  ] as const)('is not saved with %s, nor is anything of it', (_, part) => {
    const input = inputWith({ ...webRtc, ...part })
    expect(input).not.toHaveProperty('turnPassword')
    expect(input.account).not.toHaveProperty('turnServer')
    expect(input.account).not.toHaveProperty('turnUser')
  })

  it('comes back as it was saved, without a password', () => {
    const account = { ...stageCustomer.account, ...saved, mediaSecurity: 'dtls' as const }
    const again = draftOf({ ...stageCustomer, account, hasTurnPassword: true })
    expect(again.account).toMatchObject({ turnServer: 'turn.example.com:443', turnPassword: '' })
    expect(accountOf(again.account)).toMatchObject(saved)
  })

  it.each<[string, Partial<AccountDraft>, [string, string][]]>([
    ['all of it', {}, []],
    ['no server', { turnServer: '', turnUser: '' }, []],
    ['a port that is none', { turnServer: 'turn:70000' }, [['account.turnServer', 'not-a-port']]],
    ['a host that is none', { turnServer: 'turn example' }, [['account.turnServer', 'not-a-host']]],
    ['no user', { turnUser: ' ' }, [['account.turnUser', 'required']]],
    ['a control character', { turnUser: 'a\tb' }, [['account.turnUser', 'not-a-user']]],
    ['another encryption', { turnServer: 'turn example', mediaSecurity: 'rtp' }, []]
  ])('with %s', (_, part, problems) => {
    expect(problemsOf({ ...webRtc, ...part })).toEqual(problems)
  })
})
