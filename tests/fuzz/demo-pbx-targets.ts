import fc from 'fast-check'
import { parseRtp } from '../../src-main/demo-pbx/audio/rtp-packet'
import { TelephoneEventReader } from '../../src-main/demo-pbx/audio/telephone-event-reader'
import { parseDigest } from '../../src-main/demo-pbx/sip/digest'
import { parseAddress, parseCSeq, parseVia, tagOf } from '../../src-main/demo-pbx/sip/header-values'
import { readSdp } from '../../src-main/demo-pbx/sip/sdp'
import { formatSipMessage, parseSipMessage } from '../../src-main/demo-pbx/sip/sip-message'
import { BrokenStream, StreamFramer } from '../../src-main/demo-pbx/sip/stream-framer'
import { infoDigits } from '../../src-main/demo-pbx/sip/info-digits'
import { fuzzTarget, must, unless } from './fuzz-target'
import { mutated, mutatedBytes } from './mutations'
import { sdpSeeds, sipSeeds } from './seeds'

const message = fuzzTarget('demo PBX: SIP message', mutated(sipSeeds), (text) => {
  const parsed = parseSipMessage(text)
  if (!parsed) return
  for (const { value } of parsed.headers) {
    parseAddress(value)
    parseCSeq(value)
    parseVia(value)
    parseDigest(value)
    tagOf(value)
  }
  if (parsed.kind === 'request') infoDigits(parsed)
  const again = parseSipMessage(formatSipMessage(parsed))
  must(again?.body === parsed.body, 'a body that is written otherwise')
})

const stream = fuzzTarget(
  'demo PBX: SIP stream',
  fc.array(mutatedBytes(sipSeeds), { maxLength: 3 }),
  (chunks) => {
    const framer = new StreamFramer()
    for (const chunk of chunks) if (!unless(BrokenStream, () => framer.push(chunk))) return
  }
)

const sdp = fuzzTarget('demo PBX: SDP', mutated(sdpSeeds), (text) => {
  const parsed = readSdp(text)
  must(!parsed || (parsed.port >= 0 && parsed.port <= 65_535), 'a port that is none')
})

const rtp = fuzzTarget(
  'demo PBX: RTP',
  fc.array(fc.uint8Array({ maxLength: 64 }), { maxLength: 6 }),
  (datagrams) => {
    const reader = new TelephoneEventReader()
    for (const [index, bytes] of datagrams.entries()) {
      const packet = parseRtp(Buffer.from([0x80, ...bytes]))
      if (packet) reader.receive(packet.timestamp, packet.payload, index * 20)
    }
  }
)

export const demoPbxTargets = [message, stream, sdp, rtp]
