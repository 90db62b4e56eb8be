import { describe, expect, it } from 'vitest'
import { meantByName, numberMatches } from '../../../src-renderer/ui/features/phone/number-matches'
import { worthTelling } from '../../../src-renderer/ui/features/phone/worth-telling'
import { helen, stageRecent } from '../../support/stage/stage-phone'

const colleagues = [
  { extension: '744', name: 'John Miller' },
  { extension: '745', name: 'Maria Lopez' },
  { extension: '7450', name: '' },
  { extension: '745', name: 'Maria Lopez' },
  { extension: '888', name: 'Lena Müller' }
]
const recent = [
  stageRecent(0, { party: helen }),
  stageRecent(0, { party: { number: '745', name: null } })
]
const numbers = (text: string) =>
  numberMatches(text, colleagues, recent).map(({ number }) => number)

describe('who could be meant', () => {
  it.each([
    ['', []],
    ['  ', []],
    ['74', ['744', '745', '7450']],
    ['lopez', ['745']],
    ['M', ['744', '745', '888']],
    ['müll', ['888']],
    ['iller', []],
    ['+44', ['+442079460321']],
    ['park', ['+442079460321']],
    ['nobody', []]
  ])('by %j: %j', (text, expected) => {
    expect(numbers(text)).toEqual(expected)
  })

  it('is a short list', () => {
    const many = Array.from({ length: 50 }, (_, index) => ({
      extension: String(700 + index),
      name: ''
    }))
    expect(numberMatches('7', many, [])).toHaveLength(4)
  })
})

describe('Enter', () => {
  it.each([
    ['maria', '745'],
    ['745', null],
    ['+44', null],
    ['adam', null]
  ])('after %j takes over %s', (text, expected) => {
    expect(meantByName(text, numberMatches(text, colleagues, recent))).toBe(expected)
  })
})

describe('the end of a call', () => {
  it('is told unless the person did it', () => {
    expect(worthTelling('busy')).toBe(true)
    expect(worthTelling('missed')).toBe(true)
    expect(worthTelling('hung-up')).toBe(false)
    expect(worthTelling('rejected')).toBe(false)
  })
})
