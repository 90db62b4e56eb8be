import { afterEach, describe, expect, it } from 'vitest'
import type { RegistrationState } from '@contract/telephony/registration-state'
import type { CallState } from '@contract/telephony/call-state'
import type { MonitoredExtension } from '@contract/ipc/snapshot'
import { demoCustomer, demoPassword } from '../../../src-main/demo-pbx/demo-customer'
import { DemoPbx } from '../../../src-main/demo-pbx/demo-pbx'
import { ExtensionMonitor } from '../../../src-main/monitoring/extension-monitor'
import { buildSdp } from '../../../src-main/media/session/sdp'
import { pbxCodecs } from '../../../src-main/media/session/codecs'
import { SipAccount } from '../../../src-main/sip/sip-account'
import type { CallMedia, SipCall } from '../../../src-main/sip/ports'

const silentLog = { debug: () => undefined, info: () => undefined, warn: () => undefined }
const open: (() => Promise<unknown>)[] = []

afterEach(async () => {
  for (const close of open.splice(0).reverse()) await close()
})

async function desk(transport: 'udp' | 'tcp' = 'udp', password = demoPassword) {
  const pbx = new DemoPbx({ sipPort: 0, voices: 'tones', pace: 'manual', voicesFolder: '' })
  const { port } = await pbx.start()
  open.push(() => Promise.resolve(pbx.stop()))
  const customer = demoCustomer(port)
  const account = new SipAccount({
    account: { ...customer.account, transport },
    password,
    log: silentLog
  })
  open.push(() => account.stop())
  return { pbx, customer, account }
}

/** Waits for a state, from the present one on. */
function registration<Kind extends RegistrationState['kind']>(account: SipAccount, kind: Kind) {
  return new Promise<Extract<RegistrationState, { kind: Kind }>>((resolve) => {
    const look = (state: RegistrationState) => {
      if (state.kind === kind) resolve(state as Extract<RegistrationState, { kind: Kind }>)
    }
    account.onRegistration(look)
    look(account.registration)
  })
}

function reached(call: SipCall, kind: CallState['kind']): Promise<CallState> {
  return new Promise((resolve) => {
    const look = (state: CallState) => {
      if (state.kind === kind || state.kind === 'terminated') resolve(state)
    }
    call.onState(look)
    look(call.state)
  })
}

/** Media that is described and never sent: these tests are about SIP. */
const describedMedia = (): CallMedia => ({
  createOffer: () =>
    Promise.resolve(
      buildSdp({
        host: '127.0.0.1',
        port: 40_000,
        sessionId: 1,
        version: 1,
        codecs: [...pbxCodecs],
        direction: 'sendrecv'
      })
    ),
  acceptAnswer: () => Promise.resolve(),
  acceptOffer: () => Promise.reject(new Error('not expected')),
  setHeld: () => undefined,
  moveTo: () => Promise.reject(new Error('not expected')),
  close: () => Promise.resolve()
})

describe.each(['udp', 'tcp'] as const)('the SIP account on the demo PBX over %s', (transport) => {
  it('registers, spies on 744, switches by INFO and hangs up', async () => {
    const { account } = await desk(transport)
    account.start()
    expect((await registration(account, 'registered')).through).toContain(transport)
    const call = account.invite('*90744', describedMedia())
    expect(await reached(call, 'confirmed')).toEqual({ kind: 'confirmed' })
    expect(await call.sendInfo('1', 160)).toMatchObject({ statusCode: 200 })
    call.hangUp()
    expect(await reached(call, 'terminated')).toMatchObject({ end: { by: 'local' } })
  })

  it.each([
    ['an agent of a hunt group without the permission', '*90888', 403],
    ['an agent without a call', '*90745', 480],
    ['an extension that is not there', '*90999', 404]
  ])('is refused: %s', async (_, number, statusCode) => {
    const { account, pbx } = await desk(transport)
    account.start()
    await registration(account, 'registered')
    pbx.callAgent('888')
    const state = await reached(account.invite(number, describedMedia()), 'confirmed')
    expect(state).toMatchObject({
      kind: 'terminated',
      end: {
        by: 'rejected',
        statusCode,
        reason: expect.stringMatching(/^Q\.850;cause=\d+/) as unknown
      }
    })
  })

  it('is told when the agent’s client hangs up', async () => {
    const { account, pbx } = await desk(transport)
    account.start()
    await registration(account, 'registered')
    const call = account.invite('*92744', describedMedia())
    await reached(call, 'confirmed')
    pbx.endCall('744')
    expect(await reached(call, 'terminated')).toMatchObject({ end: { by: 'remote' } })
  })

  it('says that the password is wrong', async () => {
    const { account } = await desk(transport, 'guess')
    account.start()
    expect(await registration(account, 'refused')).toMatchObject({ reason: 'wrong-password' })
  })
})

describe('monitoring on the demo PBX', () => {
  it('shows who is on a call, and follows', async () => {
    const { account, pbx, customer } = await desk()
    const rows = new Map<string, MonitoredExtension>()
    let changed = (): void => undefined
    const take = (some: readonly MonitoredExtension[]) => {
      for (const row of some) rows.set(row.extension, row)
      changed()
    }
    const until = async (find: () => boolean) => {
      while (!find()) await new Promise<void>((resolve) => (changed = resolve))
    }
    const status = (extension: string) => rows.get(extension)?.status
    const monitor = new ExtensionMonitor(
      {
        subscribe: (extension, listener) => account.subscribeDialog(extension, listener),
        subscribeList: (user, listener) => account.subscribeDialogList(user, listener),
        isOwnLeg: () => () => false,
        now: Date.now,
        log: silentLog
      },
      { all: take, changed: take }
    )
    monitor.watch(customer.huntGroups)
    account.start()
    await until(() => [...rows.values()].every((row) => !row.stale))
    expect([status('744'), status('745'), status('888')]).toEqual(['on-call', 'idle', 'idle'])
    pbx.callAgent('745')
    await until(() => status('745') === 'on-call')
    pbx.endCall('744')
    await until(() => status('744') === 'idle')
  })
})
