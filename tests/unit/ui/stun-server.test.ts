import { describe, expect, it } from 'vitest'
import { draftProblems } from '../../../src-renderer/ui/features/settings/draft-problems'
import {
  accountOf,
  type AccountDraft
} from '../../../src-renderer/ui/features/settings/account-draft'
import { newDraft } from '../../../src-renderer/ui/features/settings/customer-draft'

const draft = newDraft()
const webRtc = {
  ...draft.account,
  domain: 'pbx.example.com',
  user: 'adam',
  transport: 'wss',
  mediaSecurity: 'dtls',
  stunServer: 'stun.example.com:3479'
} as const satisfies AccountDraft

const problemAt = (account: AccountDraft) =>
  draftProblems({ ...draft, account }).get('account.stunServer')

describe('the STUN server of an account', () => {
  it('is saved with WebRTC, and with nothing else', () => {
    expect(accountOf(webRtc).stunServer).toEqual({ host: 'stun.example.com', port: 3479 })
    expect(accountOf({ ...webRtc, mediaSecurity: 'sdes' })).not.toHaveProperty('stunServer')
    expect(accountOf({ ...webRtc, stunServer: ' ' })).not.toHaveProperty('stunServer')
  })

  it.each([
    ['stun.example.com:70000', 'not-a-port'],
    ['stun example', 'not-a-host']
  ])('%j is said to be wrong', (stunServer, word) => {
    expect(problemAt({ ...webRtc, stunServer })).toMatchObject({ word })
    expect(problemAt({ ...webRtc, stunServer, mediaSecurity: 'rtp' })).toBeUndefined()
  })
})
