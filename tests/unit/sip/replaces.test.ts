import { describe, expect, it } from 'vitest'
import { parseReplaces, replacesValue, sameDialog } from '../../../src-main/sip/call/replaces'

describe('a Replaces value', () => {
  it.each([
    ['425928@bobster.example.org;to-tag=7743;from-tag=6472', false],
    [' 425928@bobster.example.org ; from-tag=6472 ;To-Tag=7743; early-only', true]
  ])('%s names a dialog, its tags seen from the receiver', (value, earlyOnly) => {
    expect(parseReplaces(value)).toEqual({
      callId: '425928@bobster.example.org',
      localTag: '7743',
      remoteTag: '6472',
      earlyOnly
    })
  })

  it.each(['', '1', '1;to-tag=2', ';to-tag=2;from-tag=3', '1;to-tag;from-tag=3'])(
    '%s names none',
    (value) => {
      expect(parseReplaces(value)).toBeUndefined()
    }
  )

  it('made of our dialog is found at the other side of it', () => {
    const ours = { callId: 'c', localTag: 'us', remoteTag: 'them' }
    const theirs = { callId: 'c', localTag: 'them', remoteTag: 'us' }
    const read = parseReplaces(replacesValue(ours))
    expect(read && sameDialog(read, theirs)).toBe(true)
    expect(read && sameDialog(read, ours)).toBe(false)
  })
})
