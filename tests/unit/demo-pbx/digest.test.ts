import { describe, expect, test } from 'vitest'
import {
  digestResponse,
  parseDigest,
  type DigestAlgorithm
} from '../../../src-main/demo-pbx/sip/digest'

// RFC 7616 §3.9.1.
test.each<[DigestAlgorithm, string]>([
  ['MD5', '8ca523f5e9506fed4657c9700eebdbec'],
  ['SHA-256', '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1']
])('the example of RFC 7616 with %s', (algorithm, response) => {
  expect(
    digestResponse({
      algorithm,
      username: 'Mufasa',
      realm: 'http-auth@example.org',
      password: 'Circle of Life',
      method: 'GET',
      uri: '/dir/index.html',
      nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
      nc: '00000001',
      cnonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ'
    })
  ).toBe(response)
})

describe('parseDigest', () => {
  test('reads quoted and bare parameters, and commas within quotes', () => {
    const digest = parseDigest('digest username="a, \\"b\\"", qop=auth,NC=00000001 , uri="sip:x"')
    expect([...(digest ?? [])]).toEqual([
      ['username', 'a, "b"'],
      ['qop', 'auth'],
      ['nc', '00000001'],
      ['uri', 'sip:x']
    ])
  })

  test('another scheme is not a digest', () => {
    expect(parseDigest('Basic YTpi')).toBeUndefined()
  })
})
