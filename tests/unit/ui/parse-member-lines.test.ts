import { describe, expect, it } from 'vitest'
import { mergedMembers } from '../../../src-renderer/ui/features/settings/merged-members'
import { parseMemberLines } from '../../../src-renderer/ui/features/settings/parse-member-lines'

describe('pasted lines', () => {
  it.each([
    ['744 John Miller', '744', 'John Miller'],
    ['744;John Miller', '744', 'John Miller'],
    ['744, John Miller', '744', 'John Miller'],
    ['744\tJohn Miller', '744', 'John Miller'],
    ['"744","John Miller"', '744', 'John Miller'],
    ['  744  ', '744', ''],
    ['*12# Night desk', '*12#', 'Night desk'],
    ['745 Miller, John', '745', 'Miller, John']
  ])('%j is extension %s, %s', (line, extension, name) => {
    expect(parseMemberLines(line)).toEqual({ members: [{ extension, name }], notUnderstood: [] })
  })

  it('name the lines that they do not understand, counting from one', () => {
    const text = '744 John\r\n\r\nhello there\n745\n7 4 4x'
    expect(parseMemberLines(text)).toEqual({
      members: [
        { extension: '744', name: 'John' },
        { extension: '745', name: '' },
        { extension: '7', name: '4 4x' }
      ],
      notUnderstood: [{ line: 3, text: 'hello there' }]
    })
  })

  it('take the last of two lines for one extension', () => {
    expect(parseMemberLines('744 John\n744 Johnny').members).toEqual([
      { extension: '744', name: 'Johnny' }
    ])
  })

  it('refuse an extension that is longer than a profile can hold', () => {
    expect(parseMemberLines('1'.repeat(33)).members).toEqual([])
  })
})

describe('pasting into a group', () => {
  it('renames who is there, keeps their permission and adds the others at the end', () => {
    const present = [
      { key: 'a', extension: '744', name: 'John', supervisionAllowed: false },
      { key: 'b', extension: '745', name: 'Anna', supervisionAllowed: true }
    ]
    const merged = mergedMembers(present, [
      { extension: '900', name: 'Grace' },
      { extension: '744', name: 'Johnny' },
      { extension: '745', name: '' }
    ])
    expect(merged.map(({ key: _key, ...member }) => member)).toEqual([
      { extension: '744', name: 'Johnny', supervisionAllowed: false },
      { extension: '745', name: 'Anna', supervisionAllowed: true },
      { extension: '900', name: 'Grace', supervisionAllowed: true }
    ])
    expect(merged.slice(0, 2).map(({ key }) => key)).toEqual(['a', 'b'])
  })
})
