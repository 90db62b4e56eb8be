import { describe, expect, it } from 'vitest'
import { remotePartyOf } from '../../../src-main/sip/call/remote-party'

const invite = (headers: Readonly<Record<string, readonly string[]>>) => ({
  getHeader: (name: string) => headers[name]?.[0],
  getHeaders: (name: string) => [...(headers[name] ?? [])]
})

describe('who calls', () => {
  it.each<[string, Readonly<Record<string, readonly string[]>>, [string, string, string | null]]>([
    [
      'From with a name',
      { from: ['"Jane Doe" <sip:744@pbx.example>;tag=1'] },
      ['744', 'pbx.example', 'Jane Doe']
    ],
    ['From without one', { from: ['sip:744@pbx.example;tag=1'] }, ['744', 'pbx.example', null]],
    ['an escaped user', { from: ['<sip:%2312@pbx.example>;tag=1'] }, ['#12', 'pbx.example', null]],
    [
      'a user that cannot be unescaped',
      { from: ['<sip:1%@pbx.example>;tag=1'] },
      ['1%', 'pbx.example', null]
    ],
    [
      'a user with parameters',
      { from: ['<sip:+491;phone-context=x@pbx.example;user=phone>'] },
      ['+491', 'pbx.example', null]
    ],
    ['a telephone number', { from: ['"Jane" <tel:+49-30-1;x=y>;tag=1'] }, ['+49-30-1', '', 'Jane']],
    ['nobody', { from: ['<sip:anonymous.invalid>;tag=1'] }, ['', 'anonymous.invalid', null]],
    [
      'what the PBX vouches for, with the name that From has',
      {
        from: ['"Jane" <sip:x@y.example>'],
        'p-asserted-identity': ['<tel:+491>', '<sip:744@pbx.example>']
      },
      ['+491', '', 'Jane']
    ],
    [
      'the first of a list that names a user',
      {
        from: ['<sip:x@y.example>'],
        'p-asserted-identity': ['<sip:pbx.example>, "J" <sip:744@pbx.example>']
      },
      ['744', 'pbx.example', 'J']
    ]
  ])('%s', (_name, headers, [user, host, displayName]) => {
    expect(remotePartyOf(invite(headers))).toEqual({ user, host, displayName })
  })
})
