import fc from 'fast-check'
import { URI } from 'sip.js/lib/core/index.js'
import { preferredChallenges } from '../../src-main/sip/digest/challenge'
import { digestResponse } from '../../src-main/sip/digest/digest-response'
import { parseReplaces } from '../../src-main/sip/call/replaces'
import { redirectTarget } from '../../src-main/sip/call/redirection'
import { sipjsRequest, sipjsResponse, sipjsUri } from '../../src-main/sip/flow/sipjs-message'
import { parseSubscriptionState } from '../../src-main/sip/message/event'
import { parseNameAddr } from '../../src-main/sip/message/name-addr'
import { parseSessionExpires } from '../../src-main/sip/message/session-expires'
import { headerValues, parseSipMessage } from '../../src-main/sip/message/sip-message'
import {
  addressSeenByPeer,
  parseVia,
  responseDestination,
  stampReceived
} from '../../src-main/sip/message/via'
import { redactMessage } from '../../src-main/diagnostics/redact-message'
import { summarize } from '../../src-main/diagnostics/summarize'
import {
  FramingError,
  StreamFramer,
  type StreamFrame
} from '../../src-main/sip/transport/stream-framer'
import { fuzzTarget, must, unless } from './fuzz-target'
import { mutated, mutatedBytes } from './mutations'
import { sipSeeds } from './seeds'

const source = { host: '192.0.2.9', port: 5060 }
const ourContact = new URI('sip', 'adam', '192.0.2.1', 5060)
const lineEnd = /[\r\n]/

const headerValuesOf = (name: RegExp) =>
  sipSeeds.flatMap((seed) =>
    seed.split('\r\n').flatMap((line) => {
      const match = new RegExp(`^(?:${name.source})\\s*:(.*)$`, 'i').exec(line)
      return match?.[1] === undefined ? [] : [match[1].trim()]
    })
  )

/** A header value never holds a line end: the message reader sees to it. */
const headerValue = (name: RegExp) =>
  mutated(headerValuesOf(name)).map((value) => value.replace(/[\r\n]+/g, ' '))

const message = fuzzTarget('SIP message', mutatedBytes(sipSeeds), (bytes) => {
  const parsed = parseSipMessage(bytes)
  if (!parsed) return
  must(parsed.callId !== '' && parsed.branch !== '', 'a message without identity')
  must(parsed.body.length <= bytes.length, 'a body that is longer than the message')
  must(Number.isSafeInteger(parsed.cseqNumber), 'a CSeq that is no number')
  for (const { name, value } of parsed.headers) {
    must(typeof name === 'string', 'a header whose name is no text')
    must(!lineEnd.test(name + value), `a line end in ${name}`)
  }
  // sip.js gets what we made of it, and must be able to take it.
  if (parsed.startLine.kind === 'request') sipjsRequest(parsed, source, ourContact)
  else sipjsResponse(parsed, source)
  for (const value of headerValues(parsed.headers, 'contact')) parseNameAddr(value)
  for (const { value } of parsed.headers) {
    parseSubscriptionState(value)
    parseSessionExpires(value)
  }
})

const stream = fuzzTarget(
  'SIP stream',
  fc.tuple(
    fc.array(mutatedBytes(sipSeeds), { maxLength: 3 }),
    fc.array(fc.integer({ min: 1, max: 300 }), { minLength: 1 })
  ),
  ([messages, cuts]) => {
    const bytes = Buffer.concat(messages)
    const whole = framesOf([bytes])
    const pieces: Buffer[] = []
    for (let at = 0, turn = 0; at < bytes.length; turn++) {
      const length = cuts[turn % cuts.length] ?? 1
      pieces.push(bytes.subarray(at, at + length))
      at += length
    }
    const cut = framesOf(pieces)
    // A stream that is cut otherwise is the same stream; what came before it broke counts.
    must(cut.broken === whole.broken, 'only one way to cut the stream breaks it')
    if (!cut.broken) must(cut.text === whole.text, 'the frames depend on how the stream is cut')
    else must(cut.text.startsWith(whole.text), 'fewer frames than at once')
  }
)

function framesOf(chunks: readonly Buffer[]): { text: string; broken: boolean } {
  const framer = new StreamFramer()
  const frames: StreamFrame[] = []
  for (const chunk of chunks) {
    const pushed = unless(FramingError, () => framer.push(chunk))
    if (!pushed) return { text: textOf(frames), broken: true }
    frames.push(...pushed)
  }
  return { text: textOf(frames), broken: false }
}

/** A CRLF CRLF that comes in two pieces may count as two pongs: between messages both mean nothing. */
function textOf(frames: readonly StreamFrame[]): string {
  return frames
    .flatMap((frame) =>
      frame.kind === 'message' ? [Buffer.from(frame.bytes).toString('latin1')] : []
    )
    .join('|')
}

const challenge = fuzzTarget(
  'digest challenge',
  headerValue(/(?:www|proxy)-authenticate|authorization/),
  (value) => {
    for (const each of preferredChallenges([value, value])) {
      const answer = digestResponse(each, {
        username: 'adam',
        password: 'secret',
        method: 'REGISTER',
        uri: 'sip:pbx',
        cnonce: 'c',
        nonceCount: 1
      })
      must(!lineEnd.test(answer), 'an answer of two lines')
      must(!answer.includes('secret'), 'an answer with the password')
    }
  }
)

const via = fuzzTarget('Via', headerValue(/via|v/), (value) => {
  const parsed = parseVia(value)
  if (!parsed) return
  addressSeenByPeer(parsed, source)
  const stamped = parseVia(stampReceived(value, source))
  must(stamped !== undefined, 'a stamped Via cannot be read')
  must(responseDestination(stamped).host === source.host, 'the answer goes to somebody else')
})

const nameAddr = fuzzTarget(
  'From, To and Contact',
  headerValue(/from|f|to|t|contact|m/),
  (value) => {
    const { uri } = parseNameAddr(value)
    must(!uri || (uri.host !== '' && (uri.port ?? 0) <= 65_535), 'a URI that leads nowhere')
  }
)

const remoteTarget = fuzzTarget(
  'remote target',
  headerValue(/contact|m|record-route|route|to|t/),
  (value) => {
    const { uri } = parseNameAddr(value)
    if (uri) {
      const requestLine = `ACK ${sipjsUri(uri).toRaw()} SIP/2.0`
      must(/^ACK sips?:[^\s<>"]+ SIP\/2\.0$/.test(requestLine), `not a request: ${requestLine}`)
    }
    const elsewhere = redirectTarget([value], 'pbx.example')
    must(!elsewhere || elsewhere.host === 'pbx.example', 'a call that is led elsewhere')
    const replaced = parseReplaces(value)
    must(!replaced || replaced.callId !== '', 'a dialog without Call-ID')
  }
)

const redaction = fuzzTarget('trace', mutatedBytes(sipSeeds), (bytes) => {
  const octets = bytes.toString('latin1')
  const redacted = redactMessage(octets)
  must(redacted.length === octets.length, 'a mask of another length')
  summarize(redacted)
})

export const sipTargets = [message, stream, challenge, via, nameAddr, remoteTarget, redaction]
