import { describe, expect, it } from 'vitest'
import { holds, holdsInAnswer } from '../../../src-main/sip/call/remote-hold'

const sdp = (...lines: string[]) =>
  ['v=0', 'c=IN IP4 192.0.2.1', 'm=audio 4000 RTP/AVP 8', ...lines, ''].join('\r\n')

const declined =
  'v=0\r\nc=IN IP4 192.0.2.1\r\nm=audio 0 RTP/AVP 8\r\nc=IN IP4 0.0.0.0\r\na=inactive\r\n'
const inUse = 'm=audio 4000 RTP/AVP 8\r\n'

describe('the other side', () => {
  it.each([
    [sdp(), false],
    [sdp('a=sendrecv'), false],
    [sdp('a=recvonly'), false],
    [sdp('a=sendonly'), true],
    [sdp('a=inactive '), true],
    ['v=0\na=inactive\nm=audio 4000 RTP/AVP 8\n', true],
    [sdp('c=IN IP4 0.0.0.0'), true],
    [sdp('a=fmtp:101 sendonly'), false],
    [`${declined}${inUse}a=sendrecv\r\n`, false],
    [`${declined}${inUse}a=sendonly\r\n`, true],
    [`${declined}${inUse}c=IN IP4 0.0.0.0\r\n`, true],
    [declined, true]
  ])('says whether it holds: %j', (text, held) => {
    expect(holds(text)).toBe(held)
  })

  it.each([
    ['sendrecv', false, true, false],
    ['sendonly', false, false, true],
    ['recvonly', true, true, false],
    ['inactive', true, false, false],
    ['inactive', true, true, true],
    ['inactive', false, false, true]
  ])('answers %s (we hold: %s, it held: %s): %s', (direction, weHold, before, held) => {
    expect(holdsInAnswer(sdp(`a=${direction}`), weHold, before)).toBe(held)
  })
})
