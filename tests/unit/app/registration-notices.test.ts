import { beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '@contract/ipc/snapshot'
import type { RegistrationState } from '@contract/telephony/registration-state'
import { NoticeBoard } from '../../../src-main/app/notice-board'
import { RegistrationNotices } from '../../../src-main/app/registration-notices'

const acme = { id: 'acme', name: 'Acme' }
const birch = { id: 'birch', name: 'Birch' }
const registered: RegistrationState = { kind: 'registered', expiresAt: 1, through: 'udp x' }
const refused: RegistrationState = {
  kind: 'refused',
  reason: 'forbidden',
  statusCode: 403,
  reasonPhrase: 'Forbidden',
  nextAttemptAt: null
}
const elsewhere = { hasPassword: true, isShown: false }

let shown: readonly Notice[]
let notices: RegistrationNotices

beforeEach(() => {
  shown = []
  notices = new RegistrationNotices(new NoticeBoard((list) => (shown = list)))
})

const told = () => shown.map(({ failure }) => [failure.reason, failure.context['customer']])

describe('a refused registration', () => {
  it('is told of each customer that is not shown, and by name', () => {
    notices.update(acme, refused, elsewhere)
    notices.update(birch, refused, elsewhere)
    notices.update(birch, refused, elsewhere)
    expect(told()).toEqual([
      ['account.refused-elsewhere', 'Acme'],
      ['account.refused-elsewhere', 'Birch']
    ])
    notices.update(acme, registered, elsewhere)
    expect(told()).toEqual([['account.refused-elsewhere', 'Birch']])
  })

  it('of the shown customer is left to the header, unless the password is missing', () => {
    notices.update(acme, refused, { hasPassword: true, isShown: true })
    expect(told()).toEqual([])
    notices.update(acme, refused, { hasPassword: false, isShown: true })
    expect(told()).toEqual([['password.missing', 'Acme']])
  })

  it('is not told any more when its customer is shown or gone', () => {
    notices.update(acme, refused, elsewhere)
    notices.dismiss('acme')
    expect(told()).toEqual([])
  })

  it('stays told while it is tried again', () => {
    notices.update(acme, refused, elsewhere)
    notices.update(acme, { kind: 'registering' }, elsewhere)
    expect(told()).toHaveLength(1)
  })
})
