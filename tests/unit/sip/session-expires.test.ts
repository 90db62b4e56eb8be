import { describe, expect, it } from 'vitest'
import { agreedInAnswer } from '../../../src-main/sip/call/session-refresh'
import { parseSessionExpires } from '../../../src-main/sip/message/session-expires'

describe('a Session-Expires value', () => {
  it.each([
    ['1800;refresher=uac', { seconds: 1800, refresher: 'uac' }],
    ['1800 ; Refresher=UAS;x=1', { seconds: 1800, refresher: 'uas' }],
    ['90', { seconds: 90, refresher: undefined }],
    ['90;refresher=both', { seconds: 90, refresher: undefined }],
    ['0;refresher=uac', undefined],
    ['soon', undefined],
    [undefined, undefined]
  ])('%s', (value, expected) => {
    expect(parseSessionExpires(value)).toEqual(expected)
  })

  it.each([
    ['1800;refresher=uac', { seconds: 1800, weRefresh: true }],
    ['1800;refresher=uas', { seconds: 1800, weRefresh: false }],
    // Somebody must: better both than nobody.
    ['1800', { seconds: 1800, weRefresh: true }],
    [undefined, undefined]
  ])('in a 2xx to us: %s', (value, expected) => {
    const header = (name: string) => (name === 'session-expires' ? value : undefined)
    expect(agreedInAnswer({ header })).toEqual(expected)
  })
})
