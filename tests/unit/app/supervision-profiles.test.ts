import { describe, expect, it } from 'vitest'
import { customerSchema } from '@contract/settings/customer'
import { defaultCodes } from '@contract/settings/dialing-rule'
import { supervisionProfiles } from '../../../src-main/app/supervision-profiles'

const legacy = {
  kind: 'custom',
  name: 'Legacy',
  prefixes: { spy: '*21', whisper: '*22', 'barge-in': '*23' },
  dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
  switchMethod: 'rejoin'
} as const

const customer = customerSchema.parse({
  id: 'acme',
  name: 'Acme',
  account: { user: 'adam', domain: 'pbx.example', dtmfMethod: 'info' },
  callSupervision: false,
  dialingRules: [{ kind: 'default', name: 'Default' }, legacy],
  huntGroups: [
    { name: 'Support', members: [{ extension: '744', name: 'John' }] },
    {
      name: 'Night',
      dialingRule: 'Legacy',
      members: [{ extension: '744', name: 'John at night' }, { extension: '745' }]
    },
    { name: 'Gone', dialingRule: 'Deleted', members: [{ extension: '746' }] }
  ]
})

describe('what the supervisor knows of an extension', () => {
  const profiles = supervisionProfiles(customer)

  it('is its name, the codes of its hunt group and what the account says', () => {
    expect(profiles.get('745')).toEqual({
      target: { extension: '745', name: '' },
      codes: legacy,
      dtmfMethod: 'info',
      callSupervision: false
    })
  })

  it('is what its first hunt group says', () => {
    expect(profiles.get('744')).toMatchObject({ target: { name: 'John' }, codes: defaultCodes })
  })

  it('is the customer’s first rule when the named one is not there', () => {
    expect(profiles.get('746')?.codes).toEqual(defaultCodes)
    expect(profiles.get('799')).toBeUndefined()
  })
})
