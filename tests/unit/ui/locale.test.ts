import { failureReasons } from '@contract/errors/reasons'
import { describe, expect, it } from 'vitest'
import en from '../../../resources/locales/en.json'
import { createI18n } from '../../../src-renderer/ui/i18n/i18n'
import { joinRefusals } from '../../../src-renderer/ui/features/monitored-extensions/join-refusal'
import { problemWords } from '../../../src-renderer/ui/features/settings/draft-problems'
import { serviceCodes } from '@contract/settings/dialing-rule'
import { keysInSource } from '../../support/ui-source/keys-in-source'
import { literalText } from '../../support/ui-source/literal-text'
import { uiSources } from '../../support/ui-source/ui-sources'

const texts = new Map<string, string>(leaves('', en))

function leaves(prefix: string, node: unknown): [string, string][] {
  if (typeof node === 'string') return [[prefix, node]]
  return Object.entries(node as object).flatMap(([key, value]) =>
    leaves(prefix === '' ? key : `${prefix}.${key}`, value)
  )
}

const { t } = createI18n()

describe('the English texts', () => {
  it.each(failureReasons)('say what %s is and what to do next', (reason) => {
    expect(texts.get(`failures.${reason}.text`)).toMatch(/^\S.*(?:[.]|\{\{detail\}\})$/)
    expect(texts.get(`failures.${reason}.next`)).toMatch(/^\S.*(?:[.]|\{\{detail\}\})$/)
  })

  it('say nothing about reasons that do not exist', () => {
    const known = new Set(failureReasons.flatMap((reason) => [`${reason}.text`, `${reason}.next`]))
    const written = [...texts.keys()].filter((key) => key.startsWith('failures.'))
    expect(written.filter((key) => !known.has(key.slice('failures.'.length)))).toEqual([])
  })

  it.each(joinRefusals)('explain the disabled buttons: %s', (refusal) => {
    expect(texts.get(`joinRefusal.${refusal}`)).toBeTruthy()
  })

  it.each(problemWords)('explain the field problem %s', (word) => {
    expect(texts.get(`problems.${word}`)).toBeTruthy()
  })

  it.each(Object.values(serviceCodes))('name the service code for %s', (service) => {
    expect(texts.get(`dialing.services.${service}`)).toBeTruthy()
  })

  it('have both forms of every plural', () => {
    const ones = [...texts.keys()].filter((key) => key.endsWith('_one'))
    expect(ones.length).toBeGreaterThan(5)
    for (const one of ones) expect(texts.has(one.replace(/_one$/, '_other')), one).toBe(true)
  })

  it('are never empty and never end in a space', () => {
    for (const [key, text] of texts) expect(text, key).toBe(text.trim() || 'a text')
  })

  it('count in words', () => {
    expect(t('registration.nextAttempt', { count: 1 })).toBe('next attempt in 1 second')
    expect(t('registration.nextAttempt', { count: 12 })).toBe('next attempt in 12 seconds')
  })

  it('show the code and the phrase of a refusal that has no text of its own', () => {
    const context = { statusCode: 488, reasonPhrase: 'Not Acceptable Here' }
    expect(t('failures.supervision.refused.other.text', context)).toBe(
      'The PBX refused: 488 Not Acceptable Here.'
    )
  })

  it('do not escape what React escapes anyway', () => {
    expect(t('settings.removed', { name: 'Q & A <1>' })).toContain('Q & A <1>')
  })
})

describe('the source of the window', () => {
  it('has no text of its own', () => {
    expect(uiSources().flatMap(literalText)).toEqual([])
  })

  it('uses every text that there is', () => {
    const patterns = uiSources().flatMap(keysInSource)
    const unused = [...texts.keys()]
      // Main writes the tray menu and the dialog about a window that crashed.
      .filter((key) => !/^(?:tray|crash)[.]/.test(key))
      .map((key) => key.replace(/_(?:one|other)$/, ''))
      .filter((key) => !patterns.some((pattern) => pattern.test(key)))
    expect(unused).toEqual([])
  })
})
