import { describe, expect, test } from 'vitest'
import { interDigitMs, ModeCodeReader } from '../../../src-main/demo-pbx/supervision/mode-codes'
import { FakeClock } from '../../support/demo-pbx/fake-clock'

function reader(spy: string, whisper: string, bargeIn: string) {
  const clock = new FakeClock()
  const modes: string[] = []
  const codes = new ModeCodeReader({ spy, whisper, 'barge-in': bargeIn }, clock, (mode) =>
    modes.push(mode)
  )
  const dial = (digits: string) => {
    for (const digit of digits) codes.digit(digit)
    return modes.splice(0)
  }
  return { clock, codes, dial, modes }
}

describe('codes of one digit', () => {
  test('act at once, in any order', () => {
    expect(reader('0', '1', '2').dial('2010')).toEqual(['barge-in', 'spy', 'whisper', 'spy'])
  })

  test('other digits do nothing and spoil nothing', () => {
    expect(reader('4', '5', '6').dial('#0159*')).toEqual(['whisper'])
  })
})

describe('codes of several digits', () => {
  test.each([
    ['*80', ['spy']],
    ['*81*82', ['whisper', 'barge-in']],
    ['**80', ['spy']],
    ['*8*81', ['whisper']],
    ['*8', []],
    ['80', []]
  ])('%s', (digits, modes) => {
    expect(reader('*80', '*81', '*82').dial(digits)).toEqual(modes)
  })

  test('a code that overlaps itself is found', () => {
    expect(reader('112', '7', '8').dial('1112')).toEqual(['spy'])
  })

  test('half a code is forgotten after a while', () => {
    const { clock, dial } = reader('*80', '*81', '*82')
    dial('*8')
    clock.advance(interDigitMs)
    expect(dial('0')).toEqual([])
  })
})

describe('a code that is the beginning of another', () => {
  test('counts when nothing follows', () => {
    const { clock, dial, modes } = reader('1', '12', '3')
    expect(dial('1')).toEqual([])
    clock.advance(interDigitMs)
    expect(modes).toEqual(['spy'])
  })

  test('counts when something else follows', () => {
    expect(reader('1', '12', '3').dial('13')).toEqual(['spy', 'barge-in'])
  })

  test('gives way to the longer one', () => {
    const { clock, dial, modes } = reader('1', '12', '3')
    expect(dial('12')).toEqual(['whisper'])
    clock.advance(interDigitMs)
    expect(modes).toEqual([])
  })
})

test('nothing is read after it is closed', () => {
  const { clock, codes, dial, modes } = reader('1', '12', '3')
  dial('1')
  codes.close()
  clock.advance(interDigitMs)
  expect(modes).toEqual([])
})
