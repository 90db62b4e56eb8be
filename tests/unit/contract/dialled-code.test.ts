import { describe, expect, it } from 'vitest'
import { dialledCode } from '@contract/settings/dialled-code'
import type { DialingRule } from '@contract/settings/dialing-rule'

const member = (extension: string) => ({ extension, name: '', supervisionAllowed: true })
const customer = {
  dialingRules: [{ kind: 'default' as const, name: 'Default' }],
  huntGroups: [{ name: 'Support', members: [member('744')] }]
}

describe('what is dialled', () => {
  it.each([
    ['*90744', 'join', 'spy', '744'],
    ['tel:*92744', 'join', 'barge-in', '744'],
    ['callto://*91-744', 'join', 'whisper', '744'],
    ['sip:*91744@pbx.example;user=phone', 'join', 'whisper', '744'],
    [' *9 1 7 4 4 ', 'join', 'whisper', '744'],
    ['*92799', 'unlisted', 'barge-in', '799'],
    ['*92', 'unlisted', 'barge-in', '']
  ])('%s is a code', (text, kind, mode, extension) => {
    expect(dialledCode(text, customer)).toMatchObject({ kind, mode, extension })
  })

  it.each(['744', '+15550142', '*97', '*67744', 'anna', 'no number at all', ''])(
    '%j is none',
    (text) => {
      expect(dialledCode(text, customer)).toBeNull()
    }
  )

  it('behind a prefix of digits is a code for who is listed, and a number for everybody else', () => {
    const digits: DialingRule = {
      kind: 'custom',
      name: 'Digits',
      prefixes: { spy: '556', whisper: '557', 'barge-in': '558' },
      dtmfCodes: { spy: '4', whisper: '5', 'barge-in': '6' },
      switchMethod: 'dtmf'
    }
    const codes = { ...customer, dialingRules: [digits] }
    expect(dialledCode('557744', codes)).toMatchObject({ kind: 'join', mode: 'whisper' })
    expect(dialledCode('557745', codes)).toBeNull()
  })
})
