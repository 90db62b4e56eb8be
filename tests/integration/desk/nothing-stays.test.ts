import * as v8 from 'node:v8'
import { Dialog, Timers, Transaction, UserAgentClient } from 'sip.js/lib/core/index.js'
import { RTCPeerConnection } from 'werift'
import { afterEach, expect, it } from 'vitest'
import { defaultCodes } from '@contract/settings/dialing-rule'
import type { SupervisionView } from '@contract/ipc/snapshot'
import { supervisionCall } from '../../../src-main/app/supervision-call'
import { demoPassword } from '../../../src-main/demo-pbx/demo-directory'
import { demoCustomer } from '../../../src-main/demo-pbx/demo-customer'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { RelaySession } from '../../../src-main/media/relay/relay-session'
import { CallMediaSessions } from '../../../src-main/media/session/call-media-sessions'
import { RelayedCallMedia } from '../../../src-main/media/session/relayed-call-media'
import { OutgoingCall } from '../../../src-main/sip/call/outgoing-call'
import { Supervisor } from '../../../src-main/supervision/supervisor'
import { Changes } from '../../support/changes'
import { FakeAudioEngine } from '../../support/media/fake-audio-engine'
import { RelayInProcess } from '../../support/media/relay-in-process'
import { makeAccount, registrationIs } from '../../support/sip-account-under-test'

const joins = 30
const log = { debug: () => {}, info: () => {}, warn: () => {} }
const timers = { t1Ms: 10, t2Ms: 80 }
/** What the RFC makes no multiple of T1: how long a transaction stays in case its answer was lost (RFC 3261 §17). */
const quickEnds = { TIMER_D: 640, TIMER_I: 100, TIMER_K: 100 }
const open: (() => unknown)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

/** The manager's desk without a window, on a demo PBX. */
async function desk() {
  const pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
  const { port } = await pbx.start()
  open.push(() => pbx.stop())
  const relay = new RelayInProcess()
  const engine = new FakeAudioEngine()
  await Promise.all([relay.start(), engine.start()])
  open.push(() => engine.crash())
  const account = makeAccount(demoCustomer(port).account, { password: demoPassword, timers })
  Object.assign(Timers, quickEnds)
  open.push(() => account.stop())
  account.start()
  await registrationIs(account, 'registered')
  const { voiceLock } = engine
  const sessions = new CallMediaSessions(
    { relay: relay.process, engine: engine.process, voiceLock },
    log
  )
  const supervisor = new Supervisor({
    profileOf: (extension) => ({
      target: { extension, name: 'John' },
      codes: defaultCodes,
      dtmfMethod: 'auto',
      callSupervision: true
    }),
    isRegistered: () => true,
    openCall: () => supervisionCall(account, sessions.open(account.localAddress())),
    now: Date.now,
    log
  })
  const changes = new Changes()
  supervisor.onChange(() => changes.tell())
  const reaches = (phase: SupervisionView['phase']) =>
    changes.until(phase, 5_000, () => (supervisor.view.phase === phase ? true : undefined))
  return {
    async join() {
      expect(await supervisor.join('744', 'spy')).toMatchObject({ ok: true })
      await reaches('supervising')
      supervisor.hangUp()
      await reaches('idle')
    }
  }
}

const kinds = {
  OutgoingCall,
  RelayedCallMedia,
  RelaySession,
  RTCPeerConnection,
  Dialog,
  Transaction,
  UserAgentClient
}

/** How many of each there are in this process, prototypes among them. */
function counted(): ReadonlyMap<string, number> {
  const resources = process.getActiveResourcesInfo()
  return new Map([
    ...Object.entries(kinds).map(
      ([name, kind]) => [name, v8.queryObjects(kind as never, { format: 'count' })] as const
    ),
    ['socket', resources.filter((name) => name === 'UDPWrap').length]
  ])
}

it(`leaves no more of ${joins} calls than of one`, async () => {
  const { join } = await desk()
  await join()
  const ofOne = counted()
  const more = () => [...counted()].filter(([name, count]) => count > (ofOne.get(name) ?? 0))
  for (let round = 0; round < joins; round++) await join()
  expect(more().length).toBeGreaterThan(0)
  await expect.poll(more, { timeout: 10_000, interval: 200 }).toEqual([])
}, 120_000)
