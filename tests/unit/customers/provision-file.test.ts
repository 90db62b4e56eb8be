import { describe, expect, it } from 'vitest'
import { readProvisionFile } from '../../../src-main/customers/provision-file'

const file = {
  coachline: 1,
  customer: {
    id: 'acme',
    name: 'Acme',
    account: {
      user: 'adam',
      domain: 'pbx.example',
      password: 'sesame',
      turnServer: { host: 'turn.example', transport: 'tls' },
      turnUser: 'coach',
      turnPassword: 'open sesame'
    },
    huntGroups: [{ name: 'Support', members: [{ extension: '744', name: 'John' }] }]
  }
}

describe('a provision file', () => {
  it('gives the customer and, apart from it, the passwords', () => {
    const read = readProvisionFile('\uFEFF' + JSON.stringify(file), 'acme.json')
    expect(read).toMatchObject({
      ok: true,
      value: {
        secrets: { password: 'sesame', turnPassword: 'open sesame' },
        customer: { id: 'acme', account: { turnServer: { transport: 'tls' } } }
      }
    })
    expect(JSON.stringify(read.ok && read.value.customer)).not.toContain('sesame')
  })

  it.each<[string, unknown, string]>([
    [
      'without a user',
      { ...file, customer: { ...file.customer, account: { domain: 'x' } } },
      'customer.account.user'
    ],
    [
      'with a header in the domain',
      { ...file, customer: { ...file.customer, account: { user: 'a', domain: 'x\r\nVia: y' } } },
      'customer.account.domain'
    ],
    ['of another format', { coachline: 2 }, 'coachline'],
    [
      'with letters in an extension',
      {
        ...file,
        customer: { ...file.customer, huntGroups: [{ name: 'S', members: [{ extension: '7x4' }] }] }
      },
      'customer.huntGroups.0.members.0.extension'
    ]
  ])('%s names the place', (_, content, field) => {
    expect(readProvisionFile(JSON.stringify(content), 'acme.json')).toMatchObject({
      ok: false,
      failure: { reason: 'provision.invalid', context: { file: 'acme.json', field } }
    })
  })

  it('that is not JSON says so', () => {
    expect(readProvisionFile('{ "coachline": 1,', 'acme.json')).toMatchObject({
      ok: false,
      failure: { reason: 'provision.not-json' }
    })
  })
})
