import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { headerOf, headersOf, type SipResponse } from '../../../src-main/demo-pbx/sip/sip-message'
import { FakeClock } from '../../support/demo-pbx/fake-clock'
import { DemoDesk } from '../../support/demo-pbx/demo-desk'
import { RawSip, token } from '../../support/demo-pbx/raw-sip'
import { digestAnswer } from '../../support/phone/digest-answer'

const uri = 'sip:127.0.0.1'
const to = '<sip:adam@127.0.0.1>'

let clock: FakeClock
let desk: DemoDesk
let sip: RawSip

beforeEach(async () => {
  clock = new FakeClock()
  desk = await DemoDesk.open({ clock, nonceLifetimeMs: 60_000 })
  sip = await RawSip.open(desk.port)
})
afterEach(async () => {
  sip.close()
  await desk.close()
})

const register = (headers: string[], callId = token(), cseq = 1) =>
  sip.authorized({ method: 'REGISTER', uri, to, headers, callId, cseq })

describe('REGISTER', () => {
  test('is challenged with SHA-256 first and MD5 after it', async () => {
    const challenged = await sip.request({ method: 'REGISTER', uri, to })
    expect(challenged.statusCode).toBe(401)
    const challenges = headersOf(challenged, 'WWW-Authenticate')
    expect(challenges.map((value) => /algorithm=([^,]+)/.exec(value)?.[1])).toEqual([
      'SHA-256',
      'MD5'
    ])
    for (const value of challenges) expect(value).toContain('qop="auth"')
  })

  test.each(['SHA-256', 'MD5'])('is accepted with %s', async (algorithm) => {
    const callId = token()
    const challenged = await sip.request({ method: 'REGISTER', uri, to, callId })
    const only: SipResponse = {
      ...challenged,
      headers: challenged.headers.filter(({ value }) => value.includes(`algorithm=${algorithm},`))
    }
    const answer = digestAnswer(only, 'REGISTER', uri, { user: 'adam', password: 'demo-adam' })
    expect(answer?.value).toContain(`algorithm=${algorithm}`)
    const headers = [`Authorization: ${answer?.value ?? ''}`]
    const accepted = await sip.request({ method: 'REGISTER', uri, to, callId, cseq: 2, headers })
    expect(accepted.statusCode).toBe(200)
    expect(headerOf(accepted, 'Contact')).toBe(`<sip:adam@127.0.0.1:${sip.port}>;expires=300`)
  })

  test('an old nonce is stale, not wrong; one that was used must count on', async () => {
    const callId = token()
    const challenged = await sip.request({ method: 'REGISTER', uri, to, callId })
    const credentials = { user: 'adam', password: 'demo-adam' }
    const answer = digestAnswer(challenged, 'REGISTER', uri, credentials)!
    const again = (cseq: number) =>
      sip.request({
        method: 'REGISTER',
        uri,
        to,
        callId,
        cseq,
        headers: [`${answer.name}: ${answer.value}`]
      })
    expect((await again(2)).statusCode).toBe(200)
    const replayed = await again(3)
    expect(replayed.statusCode).toBe(401)
    expect(headerOf(replayed, 'WWW-Authenticate')).toContain('stale=true')

    const challengedLater = await sip.request({ method: 'REGISTER', uri, to, callId, cseq: 4 })
    const late = digestAnswer(challengedLater, 'REGISTER', uri, credentials)!
    clock.advance(60_000)
    const expired = await sip.request({
      method: 'REGISTER',
      uri,
      to,
      callId,
      cseq: 5,
      headers: [`${late.name}: ${late.value}`]
    })
    expect(headerOf(expired, 'WWW-Authenticate')).toContain('stale=true')
  })

  test.each(['adam', 'nobody'])(
    'wrong credentials of %s: challenged again, then forbidden',
    async (user) => {
      const callId = token()
      const request = { method: 'REGISTER', uri, user, to: `<sip:${user}@127.0.0.1>`, callId }
      const first = await sip.authorized({ ...request, cseq: 1 }, 'wrong')
      expect(first.statusCode).toBe(401)
      expect(headerOf(first, 'WWW-Authenticate')).not.toContain('stale')
      expect((await sip.authorized({ ...request, cseq: 3 }, 'wrong')).statusCode).toBe(403)
    }
  )

  test('credentials for another Request-URI and for another AOR are refused', async () => {
    const challenged = await sip.request({ method: 'REGISTER', uri, to })
    const credentials = { user: 'adam', password: 'demo-adam' }
    const answer = digestAnswer(challenged, 'REGISTER', 'sip:elsewhere', credentials)!
    const headers = [`${answer.name}: ${answer.value}`]
    expect((await sip.request({ method: 'REGISTER', uri, to, headers })).statusCode).toBe(400)

    const eve = '<sip:eve@127.0.0.1>'
    expect((await sip.authorized({ method: 'REGISTER', uri, to: eve })).statusCode).toBe(403)
  })

  test('too short an interval is refused with the shortest, too long a one is shortened', async () => {
    const brief = await register(['Expires: 29'])
    expect(brief.statusCode).toBe(423)
    expect(headerOf(brief, 'Min-Expires')).toBe('30')
    const long = await register(['Expires: 86400'])
    expect(headerOf(long, 'Contact')).toContain(';expires=3600')
  })

  test('a binding lasts as long as it was granted, and a query tells how long that is', async () => {
    // Without a Contact it is a query (RFC 3261 §10.2.3).
    const bindings = async () =>
      headersOf(await sip.authorized({ method: 'REGISTER', uri, to, contact: '' }), 'Contact')
    await register(['Expires: 60'])
    clock.advance(20_000)
    expect(await bindings()).toEqual([`<sip:adam@127.0.0.1:${sip.port}>;expires=40`])
    clock.advance(40_000)
    expect(await bindings()).toEqual([])
  })

  test('Expires: 0 removes, and so does the star, which must not stand for anything else', async () => {
    const star = (headers: string[]) =>
      sip.authorized({ method: 'REGISTER', uri, to, contact: '*', headers })
    for (const remove of [() => register(['Expires: 0']), () => star(['Expires: 0'])]) {
      expect(headersOf(await register([]), 'Contact')).toHaveLength(1)
      const removed = await remove()
      expect(removed.statusCode).toBe(200)
      expect(headersOf(removed, 'Contact')).toEqual([])
    }
    expect((await star(['Expires: 60'])).statusCode).toBe(400)
  })

  test('a request from the past does not register again', async () => {
    const callId = token()
    expect(headersOf(await register([], callId, 9), 'Contact')).toHaveLength(1)
    expect((await register([], callId, 8)).statusCode).toBe(500)
  })

  test('an option that the PBX does not know is refused by name', async () => {
    const refused = await sip.request({ method: 'REGISTER', uri, to, headers: ['Require: gruu'] })
    expect(refused.statusCode).toBe(420)
    expect(headerOf(refused, 'Unsupported')).toBe('gruu')
  })
})

test('OPTIONS says what is possible, other methods are not', async () => {
  const options = await sip.request({ method: 'OPTIONS', uri })
  expect(options.statusCode).toBe(200)
  expect(headerOf(options, 'Allow')).toContain('INFO')
  const message = await sip.request({ method: 'MESSAGE', uri })
  expect(message.statusCode).toBe(405)
  expect(headerOf(message, 'Allow')).toContain('INVITE')
})
