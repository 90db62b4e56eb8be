import { describe, expect, it } from 'vitest'
import {
  parseChallenge,
  preferredChallenges,
  type Challenge
} from '../../../src-main/sip/digest/challenge'
import { digestResponse } from '../../../src-main/sip/digest/digest-response'

const responseField = (value: string) => /response="([^"]+)"/.exec(value)?.[1]

describe('digest responses', () => {
  // RFC 7616 §3.9.1 and §3.9.2, RFC 2617 §3.5
  it.each([
    ['MD5', 'auth', '8ca523f5e9506fed4657c9700eebdbec'],
    ['SHA-256', 'auth', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1']
  ] as const)('%s as in RFC 7616', (algorithm, qop, response) => {
    const challenge: Challenge = {
      realm: 'http-auth@example.org',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      opaque: 'FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS',
      algorithm,
      session: false,
      qop,
      stale: false
    }
    const value = digestResponse(challenge, {
      username: 'Mufasa',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
      nonceCount: 1
    })
    expect(responseField(value)).toBe(response)
    expect(value).toContain('nc=00000001')
    expect(value).toContain('qop=auth,')
  })

  it('without qop, as in RFC 2069', () => {
    const challenge: Challenge = {
      realm: 'testrealm@host.com',
      nonce: 'dcd98b7102dd2f0e8b11d0f600bfb0c093',
      algorithm: 'MD5',
      session: false,
      qop: undefined,
      stale: false
    }
    const value = digestResponse(challenge, {
      username: 'Mufasa',
      password: 'CircleOfLife',
      method: 'GET',
      uri: '/dir/index.html',
      cnonce: 'unused',
      nonceCount: 1
    })
    expect(responseField(value)).toBe('1949323746fe6a43ef61f9606e7febea')
    expect(value).not.toMatch(/cnonce|nc=|qop/)
  })

  // The input is RFC 7616 §3.9.2's, the result that of another implementation.
  it('SHA-512-256, of a name with umlauts', () => {
    const value = digestResponse(
      {
        realm: 'api@example.org',
        nonce: '5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK',
        algorithm: 'SHA-512-256',
        session: false,
        qop: 'auth',
        stale: false
      },
      {
        username: 'Jäsøn Doe',
        password: 'Secret, or not?',
        method: 'GET',
        uri: '/doe.json',
        cnonce: 'NTg6RKcb9boFIAS3KrFK9BGeh+niz/sm',
        nonceCount: 1
      }
    )
    expect(responseField(value)).toBe(
      '7a4e1192babbba02e91182d2895bfdbf7adafc6e48d4e517ca301974843d840c'
    )
  })
})

describe('challenges', () => {
  it.each([
    ['Digest realm="a", nonce="n", qop=auth', { algorithm: 'MD5', qop: 'auth' }],
    [
      'Digest realm="a",nonce="n",qop="auth-int,auth",algorithm="SHA-256"',
      { algorithm: 'SHA-256', qop: 'auth' }
    ],
    [
      'digest nonce=n, realm="a, \\"b\\"", algorithm=md5-sess',
      { realm: 'a, "b"', session: true, algorithm: 'MD5' }
    ],
    [
      'Digest realm="", nonce="n", stale=TRUE, opaque="", charset=UTF-8',
      { realm: '', stale: true, opaque: '' }
    ],
    [
      'Digest realm="a", nonce="n", algorithm=SHA-512-256',
      { algorithm: 'SHA-512-256', qop: undefined }
    ]
  ])('%s', (value, expected) => {
    expect(parseChallenge(value)).toMatchObject(expected)
  })

  it.each([
    'Basic realm="a"',
    'Digest realm="a"',
    'Digest nonce="n"',
    'Digest realm="a", nonce="n", algorithm=TOKEN',
    'Digest realm="a", nonce="n", qop="auth-int"',
    ''
  ])('cannot be answered: %s', (value) => {
    expect(parseChallenge(value)).toBeUndefined()
  })

  it('are answered once for each realm, with the better algorithm wherever it stands', () => {
    const md5 = 'Digest realm="a", nonce="1", algorithm=MD5'
    const sha = 'Digest realm="a", nonce="2", algorithm=SHA-256'
    const other = 'Digest realm="b", nonce="3"'
    for (const order of [
      [md5, sha, other],
      [sha, other, md5]
    ])
      expect(
        preferredChallenges(order)
          .map(({ nonce }) => nonce)
          .sort()
      ).toEqual(['2', '3'])
  })
})
