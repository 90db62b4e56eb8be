import { describe, expect, it } from 'vitest'
import { redirectTarget } from '../../../src-main/sip/call/redirection'
import { nextHop } from '../../../src-main/sip/flow/next-hop'
import { parseSipMessage } from '../../../src-main/sip/message/sip-message'

const pbx = { host: '192.0.2.1', port: 5060 }
const message = (startLine: string, more: string[] = [], via = 'SIP/2.0/UDP 192.0.2.7:40000') => {
  const lines = [startLine, `Via: ${via};branch=b`, 'From: <sip:a@x>;tag=1', ...more]
  const to = more.some((line) => line.startsWith('To:')) ? [] : ['To: <sip:b@x>']
  const parsed = parseSipMessage(
    [...lines, ...to, 'Call-ID: c', 'CSeq: 1 BYE', '', ''].join('\r\n')
  )
  if (!parsed) throw new Error('not a message')
  return parsed
}
const inDialog = 'To: <sip:b@x>;tag=2'

describe('the next hop of a datagram', () => {
  it.each([
    ['outside a dialog: the PBX', message('BYE sip:b@198.51.100.1:9 SIP/2.0'), pbx],
    [
      'in a dialog: the Contact of the other side',
      message('BYE sip:b@198.51.100.1:9 SIP/2.0', [inDialog]),
      { host: '198.51.100.1', port: 9 }
    ],
    [
      'in a dialog: the first Route',
      message('BYE sip:b@198.51.100.1:9 SIP/2.0', [
        inDialog,
        'Route: <sip:[2001:db8::5]:7;lr>, <sip:203.0.113.2;lr>'
      ]),
      { host: '2001:db8::5', port: 7 }
    ],
    ['a name is not looked up', message('BYE sip:b@edge.example SIP/2.0', [inDialog]), pbx],
    ['what cannot be read goes to the PBX', message('BYE tel:+1 SIP/2.0', [inDialog]), pbx],
    [
      'a response: where the request came from',
      message('SIP/2.0 200 OK', [inDialog], 'SIP/2.0/UDP 10.0.0.1:5;rport=9;received=198.51.100.7'),
      { host: '198.51.100.7', port: 9 }
    ]
  ])('%s', (_, sent, destination) => {
    expect(nextHop(sent, pbx, false)).toEqual(destination)
  })

  it('is the outbound proxy for every request, and never for a response', () => {
    expect(nextHop(message('BYE sip:b@198.51.100.1:9 SIP/2.0', [inDialog]), pbx, true)).toEqual(pbx)
    expect(nextHop(message('SIP/2.0 200 OK'), pbx, true)).toEqual({
      host: '192.0.2.7',
      port: 40000
    })
  })
})

describe('a redirection', () => {
  it.each([
    [['<sip:745@pbx.example>'], '745'],
    [['<sip:745@elsewhere.example>', '<sip:746@PBX.example;x>'], '746'],
    [['<sip:745@elsewhere.example>'], undefined],
    [['<tel:+1>'], undefined],
    [['<sip:745@pbx.example.evil.example>'], undefined],
    [[], undefined]
  ])('to %j leads to %s', (contacts, user) => {
    expect(redirectTarget(contacts, 'pbx.example')?.user).toBe(user)
  })
})
