import { describe, expect, it } from 'vitest'
import { Credentials } from '../../../src-main/sip/digest/credentials'

const asks =
  (...values: string[]) =>
  () =>
    values
const digest = (nonce: string, more = '', realm = 'pbx') =>
  `Digest realm="${realm}", nonce="${nonce}", qop="auth"${more}`
const register = (credentials: Credentials, remember?: string) =>
  credentials.authorize('REGISTER', 'sip:pbx.example', remember)

describe('the authorization of one request', () => {
  const credentials = new Credentials('adam', 'secret')

  it('answers the proxy and then the server, and keeps both answers', () => {
    const request = register(credentials)
    expect(request.nextHeaders()).toEqual([])
    expect(request.answer(407, asks(digest('p')))).toBe(true)
    expect(request.nextHeaders()).toEqual([
      expect.stringMatching(/^Proxy-Authorization: .*nonce="p"/)
    ])
    expect(request.answer(401, asks(digest('s')))).toBe(true)
    expect(request.nextHeaders()).toEqual([
      expect.stringMatching(/^Proxy-Authorization: .*nonce="p".*nc=00000002/),
      expect.stringMatching(/^Authorization: .*nonce="s".*nc=00000001/)
    ])
  })

  it('or the other way round', () => {
    const request = register(credentials)
    expect(request.answer(401, asks(digest('s')))).toBe(true)
    expect(request.answer(407, asks(digest('p')))).toBe(true)
    expect(request.nextHeaders()).toHaveLength(2)
  })

  it('answers every realm that asks', () => {
    const request = register(credentials)
    expect(request.answer(401, asks(digest('1', '', 'a'), digest('2', '', 'b')))).toBe(true)
    expect(request.nextHeaders()).toHaveLength(2)
  })

  it('gives up when a fresh nonce is refused: the password is wrong', () => {
    const request = register(credentials)
    expect(request.answer(401, asks(digest('1')))).toBe(true)
    expect(request.answer(401, asks(digest('2')))).toBe(false)
  })

  it('goes on when the nonce was only stale, but not for ever', () => {
    const request = register(credentials)
    expect(request.answer(401, asks(digest('1')))).toBe(true)
    expect(request.answer(401, asks(digest('2', ', stale=true')))).toBe(true)
    expect(request.nextHeaders()).toEqual([expect.stringContaining('nonce="2"')])
    let rounds = 2
    while (request.answer(401, asks(digest('x', ', stale=true')))) rounds += 1
    expect(rounds).toBeLessThan(10)
  })

  it.each([
    ['nothing to answer', 401, asks()],
    ['nothing we know', 401, asks('Digest realm="a", nonce="n", algorithm=NEW')],
    ['another status', 403, asks(digest('1'))]
  ])('gives up: %s', (_, statusCode, headers) => {
    expect(register(credentials).answer(statusCode, headers)).toBe(false)
  })

  it('gives up without a password', () => {
    expect(register(new Credentials('adam', undefined)).answer(401, asks(digest('1')))).toBe(false)
  })
})

describe('nonces of requests of one kind', () => {
  it('are used again, counted up', () => {
    const credentials = new Credentials('adam', 'secret')
    const first = register(credentials, 'R')
    first.answer(401, asks(digest('1')))
    first.nextHeaders()
    expect(register(credentials, 'R').nextHeaders()).toEqual([
      expect.stringMatching(/nonce="1".*nc=00000002/)
    ])
    expect(register(credentials, 'other').nextHeaders()).toEqual([])
    expect(register(credentials).nextHeaders()).toEqual([])
  })

  it('are replaced when the server has a new one, without doubting the password', () => {
    const credentials = new Credentials('adam', 'secret')
    register(credentials, 'R').answer(401, asks(digest('1')))
    const second = register(credentials, 'R')
    second.nextHeaders()
    expect(second.answer(401, asks(digest('2')))).toBe(true)
    expect(second.nextHeaders()).toEqual([expect.stringContaining('nonce="2"')])
    expect(second.answer(401, asks(digest('3')))).toBe(false)
  })

  it('are dropped when they bring a 403, which is believed only without them', () => {
    const credentials = new Credentials('adam', 'secret')
    register(credentials, 'R').answer(401, asks(digest('1')))
    const second = register(credentials, 'R')
    second.nextHeaders()
    expect(second.answer(403, asks())).toBe(true)
    expect(second.nextHeaders()).toEqual([])
    expect(second.answer(403, asks())).toBe(false)
  })
})
