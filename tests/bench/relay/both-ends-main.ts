import { setTimeout as pause } from 'node:timers/promises'
import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { PbxSocket } from '../../support/media/pbx-socket'
import { formatRtp } from '../../support/phone/rtp-packet'

// The PBX's end and the engine's end of calls through a relay that another process started: in one process, and so by
// one clock. Each packet carries the time when it was sent.

export type Order = { name: 'latency'; packets: number } | { name: 'calls'; count: number }

const packetMs = 20
const voiceBytes = 160
/** Tells a packet of ours from silence, which the relay makes. */
const stamp = 0x0c0a_c410
const relay = new MediaProcess<RelayRequests, RelayEvent>('media relay')
const attached = relay.attach({ postMessage: (message) => tell({ relay: message }) })
process.on('message', (message: { relay?: unknown; order?: Order }) => {
  if (message.relay !== undefined) attached.receive(message.relay)
  if (message.order) void obey(message.order)
})

const engine = new FakeAudioEngine()
const started = Promise.all([attached.started, engine.start()])
const log = { debug: () => {}, info: () => {}, warn: () => {} }

async function obey(order: Order): Promise<void> {
  await started
  const result = order.name === 'latency' ? await latency(order.packets) : await calls(order.count)
  tell({ result })
}

function tell(message: object): void {
  process.send?.(message)
}

function stamped(): Buffer {
  const payload = Buffer.alloc(voiceBytes, 0x55)
  payload.writeUInt32LE(stamp)
  payload.writeDoubleLE(performance.now(), 4)
  return payload
}

function noteAge(ages: number[], payload: Buffer): void {
  if (payload.readUInt32LE() === stamp) ages.push(performance.now() - payload.readDoubleLE(4))
}

/** One call; milliseconds that each packet took, in both directions. */
async function latency(packets: number): Promise<{ inMs: number[]; outMs: number[] }> {
  const sessions = new CallMediaSessions({ relay, engine: engine.process }, log)
  const pbx = await PbxSocket.bind()
  const media = sessions.open('127.0.0.1')
  const offer = await media.createOffer()
  const inMs: number[] = []
  const outMs: number[] = []
  engine.speaks = stamped
  engine.hears = (payload) => noteAge(inMs, payload)
  pbx.hears = (payload) => noteAge(outMs, payload)
  await media.acceptAnswer(pbxSdp(pbx))
  await media.setMicrophone('open')

  const toPort = Number(/m=audio (\d+)/.exec(offer)?.[1])
  for (let sequenceNumber = 1; outMs.length < packets; sequenceNumber++) {
    const timestamp = sequenceNumber * voiceBytes
    const header = { payloadType: 8, ssrc: 7, sequenceNumber, timestamp, marker: false }
    pbx.send(toPort, formatRtp({ ...header, payload: stamped() }))
    await pause(packetMs)
  }
  await media.close()
  pbx.close()
  return { inMs, outMs }
}

/** Calls one after another, each until it is heard. */
async function calls(count: number): Promise<number> {
  const sessions = new CallMediaSessions({ relay, engine: engine.process }, log)
  engine.speaks = stamped
  for (let call = 0; call < count; call++) {
    const pbx = await PbxSocket.bind()
    const media = sessions.open('127.0.0.1')
    await media.createOffer()
    await media.acceptAnswer(pbxSdp(pbx))
    await media.setMicrophone('open')
    await pbx.until('voice', (arrived) => arrived.length > 2)
    await media.close()
    pbx.close()
  }
  return count
}

function pbxSdp({ host, port: rtpPort }: PbxSocket): string {
  return [
    'v=0',
    `o=- 1 1 IN IP4 ${host}`,
    's=-',
    `c=IN IP4 ${host}`,
    't=0 0',
    `m=audio ${rtpPort} RTP/AVP 8`,
    ''
  ].join('\r\n')
}
