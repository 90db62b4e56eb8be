import { setTimeout as pause } from 'node:timers/promises'
import { pcma } from '../../../src-main/demo-pbx/audio/g711'
import { PbxSocket } from '../../support/media/pbx-socket'
import { epochMs } from '../../support/phone/clock'
import { formatRtp } from '../../support/phone/rtp-packet'
import { ScriptedPeer } from '../../support/scripted-peer'
import type { PeerMessage } from '../../support/scripted-peer-message'
import { acceptRegistrations, inDialogRequest } from '../../support/scripted-peer-roles'
import { apartMs, chirp, chirpsIn } from './chirp'

const frameMs = 20
const frameSamples = 160
const ssrc = 77
const framesApart = apartMs / frameMs
const chirpFrames = chirp.length / frameSamples
/** A line is never quite silent, and a jitter buffer cannot shorten what is nothing but zeros. */
const noisePeak = 24

/** The PBX of both phones: it answers every call, with one socket for the sound of all of them. */
export class CallTarget {
  private invite: PeerMessage | null = null
  private sequenceNumber = 1_000
  private ticker: NodeJS.Timeout | null = null
  private nextFrameAt = 0
  private chirpsToSend = 0
  private frame = 0
  private sentAt: number[] = []

  private constructor(
    readonly peer: ScriptedPeer,
    private readonly socket: PbxSocket
  ) {}

  static async open(): Promise<CallTarget> {
    const peer = await ScriptedPeer.start({ transport: 'udp' })
    const target = new CallTarget(peer, await PbxSocket.bind())
    acceptRegistrations(peer)
    peer
      .on('INVITE', (request) => target.answer(request))
      .on('OPTIONS', (request) => peer.respond(request, '200 OK'))
      .on('ACK', () => {})
    return target
  }

  /** Resolves when the call that is dialled next has sound both ways. */
  async nextCall(): Promise<void> {
    await this.peer.nextRequest('ACK')
    const { arrived } = this.socket
    const before = arrived.length
    await this.socket.until('sound of the phone', () => arrived.length > before + 10)
  }

  /** What the microphone hears while `during` lasts. @returns when the packet arrived that holds the beginning of each chirp */
  async chirpsHeard(during: () => Promise<void>): Promise<readonly number[]> {
    const from = this.socket.arrived.length
    await during()
    const packets = this.socket.arrived.slice(from).filter(({ payloadType }) => payloadType === 8)
    const [first] = packets
    if (!first) throw new Error('the phone sent nothing')
    const place = ({ timestamp }: { timestamp: number }) => (timestamp - first.timestamp) | 0
    const length = Math.max(...packets.map(place)) + frameSamples
    const samples = new Int16Array(length)
    const arrivedAt = new Float64Array(length)
    for (const packet of packets) {
      const at = place(packet)
      if (at < 0) continue
      samples.set(pcma.decode(packet.payload), at)
      arrivedAt.fill(performance.timeOrigin + packet.at, at, at + packet.payload.length)
    }
    return chirpsIn(samples).map((at) => arrivedAt[at] ?? 0)
  }

  /** Sends chirps. @returns when each left */
  async chirp(count: number): Promise<readonly number[]> {
    this.sentAt = []
    this.frame = chirpFrames
    this.chirpsToSend = count
    await pause((count + 2) * apartMs)
    return this.sentAt
  }

  async hangUp(): Promise<void> {
    const { invite, peer } = this
    if (!invite) return
    this.invite = null
    await peer.request(inDialogRequest(peer, invite, 'BYE', 1), invite.source)
    if (this.ticker) clearTimeout(this.ticker)
    this.ticker = null
  }

  async close(): Promise<void> {
    if (this.ticker) clearTimeout(this.ticker)
    await this.peer.stop()
    this.socket.close()
  }

  private answer(request: PeerMessage): void {
    this.invite = request
    this.peer.respond(request, '200 OK', {
      headers: [`Contact: ${this.peer.contact}`],
      contentType: 'application/sdp',
      body: this.socket.sdp,
      toTag: 'peer'
    })
    this.nextFrameAt = performance.now()
    this.tick(Number(/^m=audio (\d+)/m.exec(request.body)?.[1]))
  }

  /** Timers of a busy machine are late: each tick sends what is due, so that the rate stays true. */
  private tick(toPort: number): void {
    for (; this.nextFrameAt <= performance.now(); this.nextFrameAt += frameMs) this.send(toPort)
    const delayMs = Math.max(1, this.nextFrameAt - performance.now())
    this.ticker = setTimeout(() => this.tick(toPort), delayMs)
  }

  private send(toPort: number): void {
    this.sequenceNumber += 1
    const { sequenceNumber } = this
    const timestamp = sequenceNumber * frameSamples
    const header = { payloadType: 8, ssrc, sequenceNumber, timestamp, marker: false }
    const payload = Buffer.from(pcma.encode(this.nextSamples()))
    this.socket.send(toPort, formatRtp({ ...header, payload }))
  }

  private nextSamples(): Int16Array {
    this.frame += 1
    const inPeriod = this.frame % framesApart
    if (this.chirpsToSend === 0 || inPeriod >= chirpFrames) return noise()
    if (inPeriod === 0) this.sentAt.push(epochMs())
    if (inPeriod === chirpFrames - 1) this.chirpsToSend -= 1
    return chirp.subarray(inPeriod * frameSamples, (inPeriod + 1) * frameSamples)
  }
}

function noise(): Int16Array {
  return Int16Array.from({ length: frameSamples }, () => (Math.random() * 2 - 1) * noisePeak)
}
