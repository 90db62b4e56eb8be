import { beforeEach, describe, expect, it } from 'vitest'
import type { Failure } from '@contract/errors/reasons'
import { customerSchema, type Customer } from '@contract/settings/customer'
import { defaultSettings, type Settings } from '@contract/settings/settings'
import { CustomerDirectory } from '../../../src-main/customers/customer-directory'

const customer = (id: string, more: object = {}): Customer =>
  customerSchema.parse({ id, name: id, account: { user: 'adam', domain: 'pbx.example' }, ...more })

let saved: Settings[]
let notices: Failure[]
let passwords: Map<string, string>
let disk: 'works' | 'full'
let keychain: 'kept' | 'until-quit'

beforeEach(() => {
  saved = []
  notices = []
  passwords = new Map()
  disk = 'works'
  keychain = 'kept'
})

function directory(settings: Settings = defaultSettings): CustomerDirectory {
  return new CustomerDirectory(settings, {
    file: {
      save: (next) => {
        if (disk === 'full') throw new Error('ENOSPC: no space left on device')
        saved.push(next)
      }
    },
    vault: {
      get: (id) => passwords.get(id),
      set: (id, password) => {
        passwords.set(id, password)
        return keychain
      },
      remove: (id) => passwords.delete(id)
    },
    changed: () => undefined,
    notice: (failed) => notices.push(failed)
  })
}

describe('saving a customer', () => {
  it('keeps the password in the vault and never in the settings', () => {
    const customers = directory()
    customers.save(customer('acme'), 'sesame')
    expect(passwords.get('acme')).toBe('sesame')
    expect(JSON.stringify([saved, customers.views])).not.toContain('sesame')
    expect(customers.views).toMatchObject([{ id: 'acme', hasPassword: true }])
  })

  it('makes the first one active and leaves the active one alone after that', () => {
    const customers = directory()
    customers.save(customer('first'))
    customers.save(customer('second'))
    expect(customers.active?.id).toBe('first')
  })

  it('says when the password will be gone after a restart', () => {
    keychain = 'until-quit'
    directory().save(customer('acme'), 'sesame')
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
  it('forgets its password and activates another one', () => {
    const customers = directory()
    customers.save(customer('first'), 'one')
    customers.save(customer('second'), 'two')
    customers.remove('first')
    expect(passwords.has('first')).toBe(false)
    expect(customers.active?.id).toBe('second')
  })
})
