import type { RelayEvent, RelayRequests } from '@contract/ipc/media-protocol'
import { MediaProcess } from '../../../src-main/media/processes/media-process'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { PbxSocket } from '../../support/media/pbx-socket'
import { directWay, relayWay, Stopwatch, type Latencies, type Way, type WayName } from './ways'

// The PBX's end and the engine's end of calls through a relay that another process started: in one process, and so by
// one clock.

export type Order =
  { name: 'latency'; packets: number; ways: readonly WayName[] } | { name: 'calls'; count: number }

/** So many packets go one way, then as many the next: whatever else the machine does, it does to each of them. */
const packetsInTurn = 30
const relay = new MediaProcess<RelayRequests, RelayEvent>('media relay')
const attached = relay.attach({ postMessage: (message) => tell({ relay: message }) })
process.on('message', (message: { relay?: unknown; order?: Order }) => {
  if (message.relay !== undefined) attached.receive(message.relay)
  if (message.order) void obey(message.order)
})

const engine = new FakeAudioEngine()
const started = Promise.all([attached.started, engine.start()])
const log = { debug: () => {}, info: () => {}, warn: () => {} }
const sessions = new CallMediaSessions(
  { relay, engine: engine.process, voiceLock: engine.voiceLock },
  log
)

async function obey(order: Order): Promise<void> {
  await started
  const result = order.name === 'latency' ? await latency(order) : await calls(order.count)
  tell({ result })
}

function tell(message: object): void {
  process.send?.(message)
}

/** One call each way; milliseconds that each packet took, in both directions. */
async function latency({
  packets,
  ways: names
}: Extract<Order, { name: 'latency' }>): Promise<Partial<Record<WayName, Latencies>>> {
  const open = { relay: () => relayWay(engine, sessions), direct: () => directWay(engine) }
  const ways: Way[] = []
  for (const name of names) ways.push(await open[name]())
  const stopwatch = new Stopwatch(engine)
  const isOver = (way: Way) => way.latencies.outMs.length >= packets
  while (!ways.every(isOver)) {
    for (const way of ways) await stopwatch.send(way, packetsInTurn)
  }
  for (const way of ways) await way.close()
  return Object.fromEntries(ways.map(({ name, latencies }) => [name, latencies]))
}

/** Calls one after another, each until it is heard. */
async function calls(count: number): Promise<number> {
  engine.speaks = () => Buffer.alloc(160, 0x2a)
  for (let call = 0; call < count; call++) {
    const pbx = await PbxSocket.bind()
    const media = sessions.open('127.0.0.1')
    await media.createOffer()
    await media.acceptAnswer(pbx.sdp)
    await media.setMicrophone('open')
    await pbx.until('voice', (arrived) => arrived.length > 2)
    await media.close()
    pbx.close()
  }
  return count
}
