import { customerSchema } from '@contract/settings/customer'
import { customerProblem } from '@contract/settings/customer-problem'
import { describe, expect, it } from 'vitest'
import {
  draftOf,
  inputOf,
  newDraft,
  type CustomerDraft
} from '../../../src-renderer/ui/features/settings/customer-draft'
import {
  blockingProblems,
  draftProblems,
  problemsInSection
} from '../../../src-renderer/ui/features/settings/draft-problems'
import { stageCustomer } from '../../support/stage/stage-snapshot'

const good: CustomerDraft = {
  ...draftOf(stageCustomer),
  rules: [
    {
      key: 'r',
      name: 'Mine',
      kind: 'custom',
      prefixes: { spy: '*81', whisper: '*82', 'barge-in': '*83' },
      dtmfCodes: { spy: '0', whisper: '1', 'barge-in': '2' },
      switchMethod: 'dtmf'
    }
  ],
  groups: [
    {
      key: 'g',
      name: 'Care',
      ruleKey: null,
      members: [
        { key: 'm', extension: '744', name: 'John', supervisionAllowed: true },
        { key: 'n', extension: '745', name: '', supervisionAllowed: true }
      ]
    }
  ]
}

const withAccount = (part: Partial<CustomerDraft['account']>): CustomerDraft => ({
  ...good,
  account: { ...good.account, ...part }
})

const [rule] = good.rules
const [group] = good.groups
if (!rule || !group) throw new Error('incomplete draft')

const withRule = (part: Partial<typeof rule>): CustomerDraft => ({
  ...good,
  rules: [{ ...rule, ...part }]
})

const withExtensions = (...extensions: string[]): CustomerDraft => ({
  ...good,
  groups: [
    {
      ...group,
      members: extensions.map((extension, index) => ({
        key: String(index),
        extension,
        name: '',
        supervisionAllowed: true
      }))
    }
  ]
})

describe('the problems of a draft', () => {
  it('are none in a good one, which the contract accepts', () => {
    expect([...draftProblems(good).keys()]).toEqual([])
    expect(customerSchema.safeParse(inputOf(good)).success).toBe(true)
  })

  it('are none where the keys of the audio are encrypted, and main says the same', () => {
    for (const transport of ['udp', 'tcp', 'tls', 'ws', 'wss'] as const) {
      const draft = withAccount({ transport, mediaSecurity: 'sdes' })
      const allowed = transport === 'tls' || transport === 'wss'
      expect(draftProblems(draft).size === 0).toBe(allowed)
      expect(customerProblem(customerSchema.parse(inputOf(draft))) === null).toBe(allowed)
    }
  })

  it('are what a new customer still needs', () => {
    expect([...draftProblems(newDraft())].map(([path, { section }]) => [section, path])).toEqual([
      ['account', 'name'],
      ['account', 'account.user'],
      ['account', 'account.domain']
    ])
  })

  it.each<[string, CustomerDraft, string]>([
    ['name', { ...good, name: ' ' }, 'required'],
    ['name', { ...good, name: 'x'.repeat(129) }, 'too-long'],
    ['account.domain', withAccount({ domain: 'pbx northwind' }), 'not-a-host'],
    ['account.user', withAccount({ user: 'a b' }), 'not-a-user'],
    ['account.user', withAccount({ user: '' }), 'required'],
    ['account.outboundProxy', withAccount({ outboundProxy: 'proxy:99999' }), 'not-a-port'],
    ['account.outboundProxy', withAccount({ outboundProxy: 'not a host' }), 'not-a-host'],
    ['account.registrationSeconds', withAccount({ registrationSeconds: '5' }), 'not-in-range'],
    ['account.registrationSeconds', withAccount({ registrationSeconds: 'soon' }), 'not-in-range'],
    ['account.mediaSecurity', withAccount({ mediaSecurity: 'sdes' }), 'needs-encryption'],
    [
      'account.mediaSecurity',
      withAccount({ mediaSecurity: 'sdes-optional', transport: 'ws' }),
      'needs-encryption'
    ],
    ['account.codecs', withAccount({ codecs: ['opus', 'G722'] }), 'needs-g711'],
    ['rule.r.name', withRule({ name: '' }), 'required'],
    ['rule.s.name', { ...good, rules: [rule, { ...rule, key: 's' }] }, 'duplicate-rule'],
    ['group.g.name', { ...good, groups: [{ ...group, name: '' }] }, 'required'],
    ['group.h.name', { ...good, groups: [group, { ...group, key: 'h' }] }, 'duplicate-group'],
    ['member.0.extension', withExtensions(''), 'required'],
    ['member.0.extension', withExtensions('74x'), 'not-dialable'],
    ['member.1.extension', withExtensions('744', ' 744'), 'duplicate-extension'],
    ['hotkey.spy', { ...good, hotkeys: { ...good.hotkeys, spy: 'K' } }, 'not-an-accelerator']
  ])('at %s', (path, draft, word) => {
    expect(draftProblems(draft).get(path)).toMatchObject({ kind: 'field', word })
  })

  it('say exactly what clashes in a custom rule, at the field that clashes', () => {
    const prefixes = { spy: '*70', whisper: '*83', 'barge-in': '*83' }
    const problems = draftProblems(withRule({ prefixes }))
    expect(problems.get('rule.r.prefix.spy')).toMatchObject({
      section: 'dialing',
      problem: { problem: 'service-code', service: 'park' }
    })
    expect(problems.get('rule.r.prefix.barge-in')).toMatchObject({
      problem: { problem: 'same-as', other: 'whisper' }
    })
  })

  it('leave the default rule alone, whatever was typed before it was chosen', () => {
    const prefixes = { spy: '', whisper: '', 'barge-in': '' }
    expect(draftProblems(withRule({ kind: 'default', prefixes })).size).toBe(0)
  })

  it('only warn of a service code: the PBX may have moved it', () => {
    const problems = draftProblems(withRule({ prefixes: { ...rule.prefixes, spy: '*70' } }))
    expect(problems.size).toBe(1)
    expect(blockingProblems(problems)).toEqual([])
    expect(problemsInSection(problems, 'dialing')).toBe(0)
  })

  it('see that an extension equals a prefix of the default rule', () => {
    const { groups } = withExtensions('*91')
    const problems = draftProblems({ ...withRule({ kind: 'default' }), groups })
    expect(problems.get('rule.r.prefix.whisper')).toMatchObject({
      problem: { problem: 'is-extension', value: '*91' }
    })
  })

  it('know the extensions that a prefix must not equal', () => {
    const prefixes = { ...rule.prefixes, whisper: '744' }
    expect(draftProblems(withRule({ prefixes })).get('rule.r.prefix.whisper')).toMatchObject({
      problem: { problem: 'is-extension', value: '744' }
    })
  })

  it('name two actions on one hotkey', () => {
    const hotkeys = { ...good.hotkeys, 'hang-up': good.hotkeys.spy }
    const problems = draftProblems({ ...good, hotkeys })
    expect(problems.get('hotkey.hang-up')).toMatchObject({ kind: 'clash', other: 'spy' })
    expect(problemsInSection(problems, 'hotkeys')).toBe(1)
    expect(problemsInSection(problems, 'account')).toBe(0)
  })
})
