import { setTimeout as pause } from 'node:timers/promises'
import type { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { WeriftEngineLeg } from '../../../src-main/media/relay/engine-leg'
import type { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { PbxSocket } from '../../support/media/pbx-socket'
import { formatRtp, type RtpPacket } from '../../support/phone/rtp-packet'

/**
 * `relay`: engine ◄─SRTP─► relay ◄─RTP─► PBX. `direct`: engine ◄─SRTP─► PBX, the same encryption and decryption and
 * nobody in between.
 */
export type WayName = 'relay' | 'direct'

/** in: from the PBX to the engine */
export interface Latencies {
  readonly inMs: number[]
  readonly outMs: number[]
}

/** A call whose two ends are here. */
export interface Way {
  readonly name: WayName
  /** what the engine calls it */
  readonly session: string
  readonly latencies: Latencies
  sendFromPbx(packet: RtpPacket): void
  close(): Promise<void>
}

const packetMs = 20
const voiceBytes = 160
const ssrc = 7
/** Tells a packet of ours from silence, which the relay makes. */
const stamp = 0x0c0a_c410

/** A payload that carries the time when it was sent. */
function stamped(): Buffer {
  const payload = Buffer.alloc(voiceBytes, 0x55)
  payload.writeUInt32LE(stamp)
  payload.writeDoubleLE(performance.now(), 4)
  return payload
}

function noteAge(ages: number[], payload: Buffer): void {
  if (payload.readUInt32LE() === stamp) ages.push(performance.now() - payload.readDoubleLE(4))
}

export async function relayWay(engine: FakeAudioEngine, sessions: CallMediaSessions): Promise<Way> {
  const latencies: Latencies = { inMs: [], outMs: [] }
  const pbx = await PbxSocket.bind()
  const known = new Set(engine.sessionNames)
  const media = sessions.open('127.0.0.1')
  const offer = await media.createOffer()
  pbx.hears = (payload) => noteAge(latencies.outMs, payload)
  await media.acceptAnswer(pbx.sdp)
  await media.setMicrophone('open')
  const toPort = Number(/m=audio (\d+)/.exec(offer)?.[1])
  const session = engine.sessionNames.find((name) => !known.has(name))
  if (session === undefined) throw new Error('the engine has no session')
  return {
    name: 'relay',
    session,
    latencies,
    sendFromPbx: (packet) => pbx.send(toPort, formatRtp(packet)),
    async close() {
      await media.close()
      pbx.close()
    }
  }
}

export async function directWay(engine: FakeAudioEngine): Promise<Way> {
  const session = 'direct'
  const latencies: Latencies = { inMs: [], outMs: [] }
  const pbx = new WeriftEngineLeg(({ payload }) => noteAge(latencies.outMs, payload))
  const offer = await pbx.offer(ssrc)
  const { answer } = await engine.process.request('connect', { session, offer })
  await pbx.answer(answer)
  return {
    name: 'direct',
    session,
    latencies,
    sendFromPbx: (packet) => pbx.send(packet),
    async close() {
      await engine.process.request('disconnect', { session })
      await pbx.close()
    }
  }
}

/** Sends packets both ways of one call at a time. */
export class Stopwatch {
  private current: Way | null = null
  private sequenceNumber = 0

  constructor(engine: FakeAudioEngine) {
    engine.speaks = (session) => (session === this.current?.session ? stamped() : null)
    engine.hears = (payload, session) => {
      if (session === this.current?.session) noteAge(this.current.latencies.inMs, payload)
    }
  }

  async send(way: Way, packets: number): Promise<void> {
    this.current = way
    for (let sent = 0; sent < packets; sent++) {
      this.sequenceNumber += 1
      const { sequenceNumber } = this
      const timestamp = sequenceNumber * voiceBytes
      const header = { payloadType: 8, ssrc, sequenceNumber, timestamp, marker: false }
      way.sendFromPbx({ ...header, payload: stamped() })
      await pause(packetMs)
    }
  }
}
