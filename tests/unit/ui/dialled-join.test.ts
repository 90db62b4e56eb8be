import { describe, expect, it } from 'vitest'
import type { DialingRule } from '@contract/settings/dialing-rule'
import { dialledJoin, unlistedJoin } from '../../../src-renderer/ui/features/phone/dialled-join'
import { stageExtensions } from '../../support/stage/stage-people'

const oldCodes: DialingRule = {
  kind: 'custom',
  name: 'Old codes',
  prefixes: { spy: '*21', whisper: '*22', 'barge-in': '*23' },
  dtmfCodes: { spy: '1', whisper: '2', 'barge-in': '3' },
  switchMethod: 'dtmf'
}
const member = (extension: string) => ({ extension, name: '', supervisionAllowed: true })
const customer = {
  dialingRules: [{ kind: 'default' as const, name: 'Default' }, oldCodes],
  huntGroups: [
    { name: 'Support', members: [member('744'), member('745')] },
    { name: 'Sales', dialingRule: 'Old codes', members: [member('746'), member('744')] }
  ]
}
const rows = stageExtensions(3, 0)
const meant = (text: string) => {
  const join = dialledJoin(text, customer, rows)
  return join && [join.mode, join.row.extension]
}

describe('a number that joins a call', () => {
  it.each([
    ['*90744', ['spy', '744']],
    ['*91745', ['whisper', '745']],
    ['*92 744', ['barge-in', '744']],
    ['sip:*90744@pbx.example.com', ['spy', '744']],
    ['*21746', ['spy', '746']],
    ['*21744', ['spy', '744']]
  ])('%s joins', (text, expected) => {
    expect(meant(text)).toEqual(expected)
  })

  it.each([
    ['an ordinary number', '744'],
    ['a prefix alone', '*90'],
    ['an extension that nobody monitors', '*90799'],
    ['the codes of another hunt group', '*90746'],
    ['nothing', '']
  ])('%s does not', (_what, text) => {
    expect(meant(text)).toBeNull()
  })

  it('means nothing where no customer is shown', () => {
    expect(dialledJoin('*90744', undefined, rows)).toBeNull()
  })
})

describe('a code for somebody who is not on the list', () => {
  it.each([
    ['*90799', { mode: 'spy', prefix: '*90', extension: '799' }],
    ['*23799', { mode: 'barge-in', prefix: '*23', extension: '799' }],
    ['*90', null],
    ['799', null],
    ['*67799', null]
  ])('in %s is %o', (text, expected) => {
    expect(unlistedJoin(text, customer)).toEqual(expected)
  })

  it('is not seen in numbers that may be ordinary ones', () => {
    const digits: DialingRule = {
      ...oldCodes,
      prefixes: { spy: '556', whisper: '557', 'barge-in': '558' }
    }
    expect(unlistedJoin('5561234', { ...customer, dialingRules: [digits] })).toBeNull()
  })
})
