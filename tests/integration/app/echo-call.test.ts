import { createSocket } from 'node:dgram'
import { once } from 'node:events'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { EchoCallView } from '@contract/ipc/echo-call-view'
import { ok } from '@contract/ipc/result'
import { EchoCall } from '../../../src-main/app/echo-call'
import { echoLine } from '../../../src-main/app/echo-line'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { echoDelayMs } from '../../../src-main/demo-pbx/phone/echo-voice'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { FakeAudioEngine, voiceByte } from '../../support/media/fake-audio-engine'
import { RelayInProcess } from '../../support/media/relay-in-process'
import { within } from '../../support/phone/clock'

const log = { debug: () => {}, info: () => {}, warn: () => {} }

/** The echo call as the product joins it: real SIP, real relay, real PBX. Only microphone and ear are not Chromium's. */
class EchoDesk {
  readonly engine = new FakeAudioEngine()
  readonly relay = new RelayInProcess()
  readonly views: EchoCallView[] = []
  readonly ports: number[] = []
  /** when the voice was heard first, by performance.now() */
  heardAt: number | null = null
  pbxStopped: Promise<void> = Promise.resolve()
  private readonly listeners = new Set<() => void>()
  private readonly media = new CallMediaSessions(
    { relay: this.relay.process, engine: this.engine.process, voiceLock: this.engine.voiceLock },
    log
  )
  readonly call = new EchoCall({
    startPbx: async () => {
      const pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
      const { port } = await pbx.start()
      this.ports.push(port)
      let stopped = () => {}
      this.pbxStopped = new Promise((resolve) => {
        stopped = resolve
      })
      return ok({ port, stop: () => void pbx.stop().then(stopped) })
    },
    lineTo: (port) => echoLine(port, (address, account) => this.media.open(address, account), log),
    busy: () => false,
    changed: (view) => {
      this.views.push(view)
      this.look()
    },
    now: Date.now,
    log
  })

  static async open(): Promise<EchoDesk> {
    const desk = new EchoDesk()
    await Promise.all([desk.relay.start(), desk.engine.start()])
    desk.engine.hears = (payload) => {
      if (payload[0] !== voiceByte || payload[100] !== voiceByte) return
      desk.heardAt ??= performance.now()
      desk.look()
    }
    return desk
  }

  until(what: string, holds: () => boolean): Promise<void> {
    return within(
      10_000,
      what,
      new Promise((resolve) => {
        const look = () => {
          if (!holds()) return
          this.listeners.delete(look)
          resolve()
        }
        this.listeners.add(look)
        look()
      })
    )
  }

  is(phase: EchoCallView['phase']): Promise<void> {
    return this.until(phase, () => this.views.at(-1)?.phase === phase)
  }

  async close(): Promise<void> {
    await this.call.giveWay()
    await this.pbxStopped
    await this.media.closeAll()
    await this.engine.crash()
  }

  private look(): void {
    for (const look of [...this.listeners]) look()
  }
}

/** Whether anybody is at a UDP port of loopback. */
async function isFree(port: number): Promise<boolean> {
  const socket = createSocket('udp4')
  socket.bind(port, '127.0.0.1')
  const free = await once(socket, 'listening').then(
    () => true,
    () => false
  )
  if (free) socket.close()
  return free
}

let desk: EchoDesk
beforeEach(async () => {
  desk = await EchoDesk.open()
})
afterEach(async () => {
  await desk.close()
})

describe('the echo call', () => {
  it('brings back what was said, a second later, and nothing before', async () => {
    desk.call.start()
    await desk.is('running')
    const answeredAt = performance.now()
    await desk.until('the echo', () => desk.heardAt !== null)
    const afterMs = (desk.heardAt ?? 0) - answeredAt
    console.info(`heard ${afterMs.toFixed(0)} ms after the call was answered`)
    expect(afterMs).toBeGreaterThan(echoDelayMs - 50)
    expect(afterMs).toBeLessThan(echoDelayMs + 1_500)
  })

  it('listens only as long as it lasts', async () => {
    expect(desk.ports).toEqual([])
    desk.call.start()
    await desk.is('running')
    const [port = 0] = desk.ports
    expect(await isFree(port)).toBe(false)
    desk.call.hangUp()
    await desk.pbxStopped
    expect(await isFree(port)).toBe(true)
    expect(desk.engine.connections).toBe(0)
  })

  it('has closed the microphone when it has given way to another call', async () => {
    desk.call.start()
    await desk.is('running')
    await desk.call.giveWay()
    expect(desk.engine.microphones.at(-1)).toBe('closed')
    expect(desk.engine.connections).toBe(0)
    expect(desk.views.at(-1)).toEqual({ phase: 'ended', by: 'other-call' })
  })

  it('without a microphone ends, and says why', async () => {
    desk.engine.problem = 'denied'
    desk.call.start()
    await desk.is('failed')
    expect(desk.views.at(-1)).toMatchObject({ failure: { reason: 'microphone.denied' } })
    await desk.pbxStopped
    expect(await isFree(desk.ports[0] ?? 0)).toBe(true)
  })
})
