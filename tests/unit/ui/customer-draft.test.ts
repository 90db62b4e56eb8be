import type { CustomerView } from '@contract/ipc/snapshot'
import { customerSchema, type Account } from '@contract/settings/customer'
import { describe, expect, it } from 'vitest'
import {
  changedParts,
  draftOf,
  inputOf,
  newDraft
} from '../../../src-renderer/ui/features/settings/customer-draft'
import { stageCustomer } from '../../support/stage/stage-snapshot'

const elaborate: CustomerView = {
  ...stageCustomer,
  connected: false,
  resourceList: 'blf-list',
  account: {
    ...stageCustomer.account,
    authUser: 'auth-701',
    outboundProxy: { host: 'proxy.example.com', port: 5080 },
    transport: 'tcp',
    dtmfMethod: 'info'
  },
  dialingRules: [
    { kind: 'default', name: 'Default' },
    {
      kind: 'custom',
      name: 'Legacy',
      prefixes: { spy: '*21', whisper: '*22', 'barge-in': '*23' },
      dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
      switchMethod: 'rejoin'
    }
  ],
  huntGroups: [
    {
      name: 'Care',
      dialingRule: 'Legacy',
      members: [{ extension: '744', name: 'John', supervisionAllowed: false }]
    },
    { name: 'Sales', members: [] }
  ]
}

function withoutView({
  hasPassword: _1,
  hasTurnPassword: _2,
  registration: _3,
  ...customer
}: CustomerView) {
  return customer
}

describe('a draft of a customer', () => {
  it.each([stageCustomer, elaborate])('gives back $name as it was', (customer) => {
    const input = inputOf(draftOf(customer))
    expect(input).toEqual(withoutView(customer))
    expect(customerSchema.parse(input)).toEqual(withoutView(customer))
  })

  it('names a path for a WebSocket only, and only one that is not the usual', () => {
    const draft = draftOf(elaborate)
    const over = (transport: Account['transport'], webSocketPath: string) =>
      inputOf({ ...draft, account: { ...draft.account, transport, webSocketPath } }).account
    expect(over('wss', ' / ')).toMatchObject({ transport: 'wss', webSocketPath: '/' })
    expect(over('wss', '/ws')).not.toHaveProperty('webSocketPath')
    expect(over('tcp', '/')).not.toHaveProperty('webSocketPath')
    expect(customerSchema.shape.account.parse(over('ws', '/'))).toEqual(over('ws', '/'))
    for (const wrong of ['', 'ws', '/w s', '/ws#top'])
      expect(customerSchema.shape.account.safeParse(over('ws', wrong)).success).toBe(false)
  })

  it('names a CA file for TLS and WSS only', () => {
    const draft = draftOf(elaborate)
    const withFile = { ...draft.account, caFile: ' /etc/pbx-ca.pem ' }
    const over = (transport: Account['transport']) =>
      inputOf({ ...draft, account: { ...withFile, transport } }).account
    expect(over('tls')).toMatchObject({ transport: 'tls', caFile: '/etc/pbx-ca.pem' })
    expect(customerSchema.shape.account.parse(over('tls'))).toEqual(over('tls'))
    expect(over('wss')).toHaveProperty('caFile', '/etc/pbx-ca.pem')
    expect(over('tcp')).not.toHaveProperty('caFile')
    expect(over('ws')).not.toHaveProperty('caFile')
  })

  it('carries a password only when one was typed', () => {
    const draft = draftOf(elaborate)
    expect(inputOf(draft)).not.toHaveProperty('password')
    const typed = { ...draft, account: { ...draft.account, password: 'secret' } }
    expect(inputOf(typed)).toHaveProperty('password', 'secret')
  })

  it('follows a dialing rule that is renamed', () => {
    const draft = draftOf(elaborate)
    const rules = draft.rules.map((rule) =>
      rule.name === 'Legacy' ? { ...rule, name: 'Old PBX' } : rule
    )
    const { huntGroups } = inputOf({ ...draft, rules })
    expect(huntGroups?.map(({ dialingRule }) => dialingRule)).toEqual(['Old PBX', undefined])
  })

  it('trims what was typed', () => {
    const draft = draftOf(stageCustomer)
    const account = {
      ...draft.account,
      domain: ' pbx.example.com ',
      user: ' 701 ',
      displayName: ' '
    }
    const input = inputOf({ ...draft, name: ' Northwind ', account })
    expect(input.name).toBe('Northwind')
    expect(input.account).toMatchObject({ domain: 'pbx.example.com', user: '701' })
    expect(input.account).not.toHaveProperty('displayName')
  })

  it('begins with an id of its own', () => {
    expect(newDraft().id).toMatch(/^[0-9a-f]{32}$/)
    expect(newDraft().id).not.toBe(newDraft().id)
  })
})

describe('what was changed', () => {
  const saved = draftOf(stageCustomer)

  it('is nothing when it was changed back', () => {
    expect(changedParts(saved, { ...saved, name: saved.name })).toBe('nothing')
  })

  it('is the hotkeys alone, which can be saved during a call', () => {
    const hotkeys = { ...saved.hotkeys, spy: 'F9' }
    expect(changedParts(saved, { ...saved, hotkeys })).toBe('hotkeys')
  })

  it('is the customer when anything else differs, too', () => {
    const hotkeys = { ...saved.hotkeys, spy: 'F9' }
    expect(changedParts(saved, { ...saved, hotkeys, name: 'Other' })).toBe('customer')
    const account = { ...saved.account, password: 'x' }
    expect(changedParts(saved, { ...saved, account })).toBe('customer')
  })
})
