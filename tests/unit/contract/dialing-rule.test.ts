import { describe, expect, it } from 'vitest'
import { aorUri, escapeUser } from '@contract/telephony/aor'
import {
  codesOf,
  defaultCodes,
  dialingRuleProblems,
  isWarning,
  joinNumber,
  type ModeCodes,
  type SupervisionCodes
} from '@contract/settings/dialing-rule'

const codes = (
  prefixes: Partial<ModeCodes>,
  dtmfCodes: Partial<ModeCodes> = {}
): SupervisionCodes => ({
  prefixes: { ...defaultCodes.prefixes, ...prefixes },
  dtmfCodes: { ...defaultCodes.dtmfCodes, ...dtmfCodes },
  switchMethod: 'dtmf'
})

describe('the default dialing rule', () => {
  it.each([
    ['spy', '*90744'],
    ['whisper', '*91744'],
    ['barge-in', '*92744']
  ] as const)('joins in %s by %s', (mode, number) => {
    expect(joinNumber(codesOf({ kind: 'default', name: 'Default' }), mode, '744')).toBe(number)
  })

  it('has no problem', () => {
    expect(dialingRuleProblems(defaultCodes, ['744', '745'])).toEqual([])
  })
})

describe('a custom dialing rule says exactly what clashes', () => {
  it.each<[string, SupervisionCodes, readonly string[], object]>([
    [
      'two modes with one prefix',
      codes({ whisper: '*90' }),
      [],
      { field: 'prefix', mode: 'whisper', problem: 'same-as', other: 'spy', value: '*90' }
    ],
    [
      'two modes with one code',
      codes({}, { 'barge-in': '1' }),
      [],
      { field: 'dtmf-code', mode: 'barge-in', problem: 'same-as', other: 'whisper', value: '1' }
    ],
    [
      'a prefix that begins another',
      codes({ spy: '*9' }),
      [],
      { field: 'prefix', mode: 'spy', problem: 'begins-other', other: 'whisper', value: '*9' }
    ],
    [
      'a service code',
      codes({ spy: '*70' }),
      [],
      { field: 'prefix', mode: 'spy', problem: 'service-code', service: 'park', value: '*70' }
    ],
    [
      'an extension',
      codes({ spy: '744' }),
      ['744'],
      { field: 'prefix', mode: 'spy', problem: 'is-extension', value: '744' }
    ],
    ['nothing', codes({ spy: '' }), [], { field: 'prefix', mode: 'spy', problem: 'missing' }],
    [
      'letters',
      codes({}, { spy: 'x' }),
      [],
      { field: 'dtmf-code', mode: 'spy', problem: 'not-dialable', value: 'x' }
    ],
    [
      'a line break',
      codes({ spy: '*90\r\nX: y' }),
      [],
      { field: 'prefix', mode: 'spy', problem: 'not-dialable', value: '*90\r\nX: y' }
    ]
  ])('%s', (_, rule, extensions, problem) => {
    expect(dialingRuleProblems(rule, extensions)).toEqual([problem])
  })

  it('only warns of a service code', () => {
    expect(dialingRuleProblems(codes({ spy: '*70' })).map(isWarning)).toEqual([true])
  })

  it('does not ask for codes that are never sent', () => {
    const rule = { ...codes({}, { spy: '', whisper: '' }), switchMethod: 'rejoin' as const }
    expect(dialingRuleProblems(rule)).toEqual([])
  })
})

describe('the user part of a SIP URI', () => {
  it.each([
    ['*90744', '*90744'],
    ['#82744', '%2382744'],
    ['*54#', '*54%23'],
    ['a b\r\nc', 'a%20b%0D%0Ac'],
    ['Zoë', 'Zo%C3%AB']
  ])('%j is %s (RFC 3261 §25.1)', (user, escaped) => {
    expect(escapeUser(user)).toBe(escaped)
    expect(aorUri({ user, domain: 'pbx.example' })).toBe(`sip:${escaped}@pbx.example`)
  })
})
