import { fc, test } from './property'
import { describe, expect, it } from 'vitest'
import {
  escapeQuoted,
  parseHeaderFields,
  parseParameters,
  splitList,
  unquote
} from '../../../src-main/sip/message/header-field'

describe('header fields', () => {
  it('have their long name, in lower case', () => {
    expect(
      parseHeaderFields(['v: SIP/2.0/UDP a', 'o: dialog', 'CSeq: 1 BYE', 'X-Own : y'])
    ).toEqual([
      { name: 'via', value: 'SIP/2.0/UDP a' },
      { name: 'event', value: 'dialog' },
      { name: 'cseq', value: '1 BYE' },
      { name: 'x-own', value: 'y' }
    ])
  })

  it('are unfolded', () => {
    expect(parseHeaderFields(['Subject: one', '\ttwo', '  three'])).toEqual([
      { name: 'subject', value: 'one two three' }
    ])
  })

  it('without a name are skipped', () => {
    expect(parseHeaderFields([': x', 'no colon', 'two words: x', 'ok:'])).toEqual([
      { name: 'ok', value: '' }
    ])
  })
})

describe('lists', () => {
  it.each([
    ['a, b', ['a', 'b']],
    ['"a, b" <sip:x>, c', ['"a, b" <sip:x>', 'c']],
    ['<sip:a?x=1,2>, b', ['<sip:a?x=1,2>', 'b']],
    ['"quote \\" and, comma", b', ['"quote \\" and, comma"', 'b']],
    [',, a ,', ['a']],
    ['', []]
  ])('%s', (text, parts) => {
    expect(splitList(text, ',')).toEqual(parts)
  })
})

describe('parameters', () => {
  it('keep the first of a name, and know those without a value', () => {
    const parameters = parseParameters(';TAG=1;lr;tag=2;name="a;b=\\"c\\""')
    expect([...parameters]).toEqual([
      ['tag', '1'],
      ['lr', null],
      ['name', 'a;b="c"']
    ])
  })

  test.prop([fc.string()])('survive quoting: %s', (text) => {
    expect(unquote(`"${escapeQuoted(text)}"`)).toBe(text)
  })
})
