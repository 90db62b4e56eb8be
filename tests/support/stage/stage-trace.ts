import { ok } from '@contract/ipc/result'
import type { MessageSummary, TracedMessage, TraceView } from '@contract/ipc/trace-view'
import type { FakeAnswers } from './fake-window-api'

type Step = readonly [
  offsetMs: number,
  direction: 'sent' | 'received',
  what: string,
  again?: 'again'
]

/** `*90744` with everything that a supervision has: a challenge, a lost 200, a switch by INFO, and BYE. */
const supervision: readonly Step[] = [
  [0, 'sent', 'INVITE'],
  [18, 'received', '401 Unauthorized'],
  [19, 'sent', 'ACK'],
  [21, 'sent', 'INVITE'],
  [24, 'received', '100 Trying'],
  [61, 'received', '183 Session Progress'],
  [140, 'received', '200 OK'],
  [640, 'received', '200 OK', 'again'],
  [641, 'sent', 'ACK'],
  [9_210, 'sent', 'INFO'],
  [9_224, 'received', '200 OK'],
  [31_007, 'sent', 'BYE'],
  [31_020, 'received', '200 OK']
]
const refused: readonly Step[] = [
  [0, 'sent', 'INVITE'],
  [31, 'received', '403 Supervision Not Allowed'],
  [32, 'sent', 'ACK']
]
const registration: readonly Step[] = [
  [0, 'sent', 'REGISTER'],
  [500, 'sent', 'REGISTER', 'again'],
  [512, 'received', '401 Unauthorized'],
  [513, 'sent', 'REGISTER'],
  [530, 'received', '200 OK']
]
const lamp: readonly Step[] = [
  [0, 'sent', 'SUBSCRIBE'],
  [12, 'received', '200 OK'],
  [14, 'received', 'NOTIFY'],
  [15, 'sent', '200 OK']
]

interface Dialog {
  readonly at: number
  readonly to: string
  readonly steps: readonly Step[]
  /** for the messages after the first: a PBX that sends its requests from another address */
  readonly otherRemote?: string
}

const noon = new Date(2026, 4, 6, 12, 0, 0, 250).getTime()
const from = '701'

export function stageTrace(lamps = 4, part: Partial<TraceView> = {}): FakeAnswers {
  const dialogs: Dialog[] = [
    { at: 0, to: from, steps: registration },
    ...Array.from({ length: lamps }, (_, index) => ({
      at: 900 + index * 20,
      to: String(744 + index),
      steps: lamp
    })),
    { at: 8_000, to: '*90751', steps: refused },
    { at: 12_400, to: '*90744', steps: supervision, otherRemote: '192.0.2.11:5060' }
  ]
  const messages = dialogs
    .flatMap(messagesOf)
    .map((message, index) => ({ ...message, id: index + 1 }))
  const junk: TracedMessage = {
    ...messages[0]!,
    id: messages.length + 1,
    at: noon + 50_000,
    direction: 'received',
    remote: '203.0.113.9:40127',
    bytes: 212,
    summary: null
  }
  const view: TraceView = {
    revision: messages.length + 1,
    recording: true,
    firstId: 1,
    dropped: 0,
    messages: [...messages, junk],
    ...part
  }
  return {
    'diagnostics.readTrace': ok(view),
    'diagnostics.readMessage': ok({ text: inviteText })
  }
}

export const emptyTrace = (recording: boolean): FakeAnswers => ({
  'diagnostics.readTrace': ok({ revision: 0, recording, firstId: 1, dropped: 0, messages: [] })
})

function messagesOf({ at, to, steps, otherRemote }: Dialog): Omit<TracedMessage, 'id'>[] {
  const callId = `${to}-5d1f4c1e@192.0.2.40`
  let method = ''
  return steps.map(([offsetMs, direction, what, again]) => {
    const [first = '', ...phrase] = what.split(' ')
    const statusCode = /^\d/.test(first) ? Number(first) : null
    if (statusCode === null) method = first
    const summary: MessageSummary = {
      method,
      statusCode,
      reasonPhrase: phrase.join(' '),
      callId,
      cseq: 1,
      from,
      to
    }
    return {
      at: noon + at + offsetMs,
      direction,
      protocol: 'UDP',
      local: '192.0.2.40:51734',
      remote: otherRemote && offsetMs > 9_000 ? otherRemote : '192.0.2.10:5060',
      customer: 'Northwind Contact Centre',
      bytes: 420 + what.length * 17,
      repeated: again === 'again',
      summary
    }
  })
}

const inviteText = [
  'INVITE sip:*90744@pbx.northwind.example SIP/2.0',
  'Via: SIP/2.0/UDP 192.0.2.40:51734;rport;branch=z9hG4bKa1f0c2d4e6b8',
  'Max-Forwards: 70',
  'From: "Maria Keller" <sip:701@pbx.northwind.example>;tag=5d1f4c1e',
  'To: <sip:*90744@pbx.northwind.example>',
  'Call-ID: *90744-5d1f4c1e@192.0.2.40',
  'CSeq: 2 INVITE',
  'Authorization: Digest username="7xx", realm="northwind", nonce="xxxxxxxxxxxxxxxxxxxx", uri="sip:*90744@pbx.northwind.example", response="xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx", algorithm=MD5, qop=auth, nc=00000001, cnonce="xxxxxxxxxxxxxxxx"',
  'Contact: <sip:701@192.0.2.40:51734>',
  'Content-Type: application/sdp',
  'Content-Length: 118',
  '',
  'v=0',
  'o=- 1 1 IN IP4 192.0.2.40',
  's=-',
  'c=IN IP4 192.0.2.40',
  't=0 0',
  'm=audio 40000 RTP/AVP 8 0 101',
  'a=rtpmap:101 telephone-event/8000',
  ''
].join('\r\n')
