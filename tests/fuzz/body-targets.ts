import fc from 'fast-check'
import { ReasonedError } from '@contract/errors/reasoned-error'
import { buildSdp, parseSdp } from '../../src-main/media/session/sdp'
import { readDirect } from '../../src-main/media/session/direct-description'
import { parseReports } from '../../src-main/media/relay/quality/rtcp-packet'
import { parseRtp, serializeRtp } from '../../src-main/media/relay/rtp-packet'
import { applyDialogInfo, unknownLamp } from '../../src-main/monitoring/busy-lamp'
import { parseDialogInfo } from '../../src-main/monitoring/parse-dialog-info'
import { parseResourceList } from '../../src-main/monitoring/parse-resource-list'
import { fuzzTarget, must, unless } from './fuzz-target'
import { mutated } from './mutations'
import { dialogInfoSeeds, resourceListSeeds, sdpSeeds } from './seeds'

const sdp = fuzzTarget('SDP', mutated(sdpSeeds), (text) => {
  unless(ReasonedError, () => readDirect(text))
  const parsed = unless(ReasonedError, () => parseSdp(text))
  if (!parsed) return
  must(parsed.port > 0 && parsed.port <= 65_535, 'a port that is none')
  for (const { payloadType } of parsed.codecs)
    must(payloadType >= 0 && payloadType <= 127, 'a payload type that does not fit into RTP')
  const answer = buildSdp({
    host: '192.0.2.1',
    port: 4000,
    codecs: parsed.codecs,
    direction: 'sendrecv',
    sessionId: 1,
    version: 1,
    inAnswerTo: parsed
  })
  for (const line of answer.split(/\r\n|\r|\n/).slice(0, -1))
    must(/^[a-z]=/.test(line), `a line of our answer that is none: ${line}`)
})

const dialogInfo = fuzzTarget('dialog-info', mutated(dialogInfoSeeds), (body) => {
  const info = parseDialogInfo(body)
  if (!info) return
  must(info.dialogs.length <= 200, 'more dialogs than one phone can have')
  must(!/<!DOCTYPE/i.test(body), 'a document type')
  const lamp = applyDialogInfo(unknownLamp, info, () => false, 1)
  must(['unknown', 'idle', 'ringing', 'on-call'].includes(lamp.status), 'a lamp of another colour')
})

const resourceList = fuzzTarget('resource list', mutated(resourceListSeeds), (body) => {
  const type = /^\s*--([\w.-]{1,70})/.exec(body)?.[1] ?? 'b'
  parseResourceList(`multipart/related;boundary=${type}`, body)
})

const datagram = fc.oneof(
  fc.uint8Array({ maxLength: 80 }),
  // Version 2, so that more than the first two bits are read.
  fc
    .tuple(fc.integer({ min: 0x80, max: 0xbf }), fc.uint8Array({ maxLength: 200 }))
    .map(([first, rest]) => Uint8Array.from([first, ...rest]))
)

const rtp = fuzzTarget('RTP', datagram, (bytes) => {
  const parsed = parseRtp(Buffer.from(bytes))
  if (!parsed) return
  must(
    parsed.payload.length > 0 && parsed.payload.length < bytes.length,
    'a payload beyond the packet'
  )
  const again = parseRtp(serializeRtp(parsed))
  must(again?.payload.equals(parsed.payload) === true, 'a packet that is written otherwise')
  must(again.sequenceNumber === parsed.sequenceNumber, 'another sequence number')
})

const rtcp = fuzzTarget(
  'RTCP',
  fc.tuple(fc.constantFrom(200, 201, 202, 203), datagram).map(([type, bytes]) => {
    const packet = Uint8Array.from(bytes)
    if (packet.length > 1) packet[1] = type
    return packet
  }),
  (bytes) => {
    for (const { blocks } of parseReports(Buffer.from(bytes)))
      must(blocks.length <= 31, 'more blocks than a report can count')
  }
)

export const bodyTargets = [sdp, dialogInfo, resourceList, rtp, rtcp]
