import { describe, expect, it } from 'vitest'
import { iceServers, type IceAccount } from '../../../src-main/media/session/ice-servers'

const turned = {
  turnServer: { host: 'turn.example', transport: 'udp' },
  turnUser: 'coach',
  turnPassword: 'sesame'
} as const satisfies IceAccount
const credentials = { username: 'coach', credential: 'sesame' }

describe('the ICE servers of an account', () => {
  it('are none where it names none', () => {
    expect(iceServers({})).toEqual([])
  })

  it.each([
    [{ host: 'stun.example' }, 'stun:stun.example'],
    [{ host: '192.0.2.1', port: 3479 }, 'stun:192.0.2.1:3479'],
    [{ host: '2001:db8::1', port: 3479 }, 'stun:[2001:db8::1]:3479'],
    [{ host: '[2001:db8::1]' }, 'stun:[2001:db8::1]']
  ])('with the STUN server %j are %s', (stunServer, url) => {
    expect(iceServers({ stunServer })).toEqual([{ url }])
  })

  it.each([
    [{ host: 'turn.example', transport: 'udp' }, 'turn:turn.example?transport=udp'],
    [{ host: 'turn.example', port: 80, transport: 'tcp' }, 'turn:turn.example:80?transport=tcp'],
    [{ host: '2001:db8::1', transport: 'tls' }, 'turns:[2001:db8::1]?transport=tcp']
  ] as const)('with the TURN server %j are %s, with user and password', (turnServer, url) => {
    expect(iceServers({ ...turned, turnServer })).toEqual([{ url, ...credentials }])
  })

  it('are without a TURN server whose password is not known', () => {
    const stunServer = { host: 'stun.example' }
    const account = { ...turned, stunServer, turnPassword: undefined }
    expect(iceServers(account)).toEqual([{ url: 'stun:stun.example' }])
  })
})
