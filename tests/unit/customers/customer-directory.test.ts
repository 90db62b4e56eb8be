import { beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '@contract/errors/reasons'
import { customerSchema, type Customer } from '@contract/settings/customer'
import { defaultSettings, type Settings } from '@contract/settings/settings'
import { CustomerDirectory } from '../../../src-main/customers/customer-directory'

const customer = (id: string, more: object = {}): Customer =>
  customerSchema.parse({ id, name: id, account: { user: 'adam', domain: 'pbx.example' }, ...more })

const turned = customer('acme', {
  account: {
    user: 'adam',
    domain: 'pbx.example',
    turnServer: { host: 'turn.example' },
    turnUser: 'coach'
  }
})

let saved: Settings[]
let notices: Failure[]
let secrets: Map<string, string>
let disk: 'works' | 'full'
let keychain: 'kept' | 'until-quit'

beforeEach(() => {
  saved = []
  notices = []
  secrets = new Map()
  disk = 'works'
  keychain = 'kept'
})

function directory(
  settings: Settings = defaultSettings,
  changed: () => void = () => undefined
): CustomerDirectory {
  return new CustomerDirectory(settings, {
    file: {
      save: (next) => {
        if (disk === 'full') throw new Error('ENOSPC: no space left on device')
        saved.push(next)
      }
    },
    vault: {
      get: (id, secret) => secrets.get(`${id} ${secret}`),
      set: (id, secret, value) => {
        secrets.set(`${id} ${secret}`, value)
        return keychain
      },
      remove: (id, secret) => secrets.delete(`${id} ${secret}`)
    },
    changed,
    notice: (failed) => notices.push(failed)
  })
}

describe('saving a customer', () => {
  it('keeps the password in the vault and never in the settings', () => {
    const customers = directory()
    customers.save(customer('acme'), { password: 'sesame' })
    expect(secrets.get('acme password')).toBe('sesame')
    expect(JSON.stringify([saved, customers.views])).not.toContain('sesame')
    expect(customers.views).toMatchObject([
      { id: 'acme', hasPassword: true, hasTurnPassword: false }
    ])
  })

  it('keeps the password of its TURN server in the same way, as long as there is one', () => {
    const customers = directory()
    customers.save(turned, { turnPassword: 'sesame' })
    expect(customers.secretsOf('acme')).toEqual({ password: undefined, turnPassword: 'sesame' })
    expect(JSON.stringify([saved, customers.views])).not.toContain('sesame')
    expect(customers.views).toMatchObject([{ hasPassword: false, hasTurnPassword: true }])
    customers.save({ ...turned, name: 'Acme' })
    expect(customers.secretsOf('acme').turnPassword).toBe('sesame')
    customers.save(customer('acme'))
    expect(secrets.size).toBe(0)
  })

  it('makes the first one active and leaves the active one alone after that', () => {
    const customers = directory()
    customers.save(customer('first'))
    customers.save(customer('second'))
    expect(customers.active?.id).toBe('first')
  })

  it('says when the password will be gone after a restart', () => {
    keychain = 'until-quit'
    directory().save(customer('acme'), { password: 'sesame' })
    expect(notices).toMatchObject([{ reason: 'password.not-stored' }])
  })

  it('takes over nothing that could not be written', () => {
    const customers = directory()
    customers.save(customer('first'))
    disk = 'full'
    expect(customers.save(customer('second'))).toMatchObject({
      ok: false,
      failure: { reason: 'settings.not-saved' }
    })
    expect(customers.current.customers).toHaveLength(1)
  })

  it('leaves the kept secrets alone when the settings could not be written', () => {
    const customers = directory()
    customers.save(turned, { password: 'one', turnPassword: 'two' })
    disk = 'full'
    customers.save(customer('acme'), { password: 'three' })
    customers.save(customer('second'), { password: 'four' })
    expect([...secrets]).toEqual([
      ['acme password', 'one'],
      ['acme turnPassword', 'two']
    ])
  })

  it('tells of the change when the new password is in place', () => {
    const seen: unknown[] = []
    const customers = directory(defaultSettings, () => seen.push(customers.secretsOf('acme')))
    customers.save(customer('acme'), { password: 'sesame' })
    expect(seen).toMatchObject([{ password: 'sesame' }])
  })

  it.each<[string, object, object]>([
    [
      'clashing prefixes',
      {
        dialingRules: [
          {
            kind: 'custom',
            name: 'Own',
            prefixes: { spy: '*9', whisper: '*91', 'barge-in': '*92' },
            dtmfCodes: { spy: '0', whisper: '1', 'barge-in': '2' }
          }
        ]
      },
      { field: 'prefix', problem: 'begins-other' }
    ],
    [
      'two hunt groups of one name',
      { huntGroups: [{ name: 'Support' }, { name: 'Support' }] },
      { field: 'huntGroups', problem: 'same-name' }
    ],
    [
      'an extension twice in a group',
      { huntGroups: [{ name: 'Support', members: [{ extension: '744' }, { extension: '744' }] }] },
      { field: 'extension', problem: 'repeated', value: '744' }
    ],
    [
      'a TURN server without a user',
      { account: { ...turned.account, turnUser: undefined } },
      { field: 'turnUser', problem: 'required', value: 'turn.example' }
    ],
    [
      'a dialing rule that is not there',
      { huntGroups: [{ name: 'Support', dialingRule: 'Other' }] },
      { field: 'dialingRule', problem: 'unknown' }
    ],
    [
      'two actions on one key',
      { hotkeys: { spy: 'F9', whisper: 'F9', 'barge-in': '', 'hang-up': '' } },
      { field: 'hotkeys', problem: 'same-key', value: 'F9' }
    ]
  ])('refuses %s', (_, more, context) => {
    expect(directory().save(customer('acme', more))).toMatchObject({
      ok: false,
      failure: { reason: 'settings.invalid', context }
    })
    expect(saved).toEqual([])
  })
})

describe('removing a customer', () => {
  it('forgets its passwords and activates another one', () => {
    const customers = directory()
    customers.save(turned, { password: 'one', turnPassword: 'two' })
    customers.save(customer('second'), { password: 'three' })
    customers.remove('acme')
    expect([...secrets]).toEqual([['second password', 'three']])
    expect(customers.active?.id).toBe('second')
  })
})
