import { describe, expect, it } from 'vitest'
import type { SipAccount } from '../../../src-main/sip/sip-account'
import { registeredOn } from '../../support/registered-account'
import type { PeerTransport, ScriptedPeer } from '../../support/scripted-peer'
import { manager } from '../../support/scripted-peer-roles'
import {
  callIs,
  FakeCallMedia,
  registrationIs,
  SpyLog,
  SubscriptionEvents
} from '../../support/sip-account-under-test'
import { fc } from '../../unit/sip/property'

/** What may happen to a laptop in a day, in any order. */
const events = ['move', 'no way', 'wake', 'cut', 'password', 'retry', 'wait'] as const

type Event = (typeof events)[number]

let peer: ScriptedPeer
let account: SipAccount
let address: string | null
let log: SpyLog

async function begin(transport: PeerTransport): Promise<void> {
  address = '127.0.0.1'
  ;({ peer, account, log } = await registeredOn(transport, {
    // A call must not be given up because the machine is busy.
    timers: { t1Ms: 200 },
    routeSource: async () => {
      if (address === null) throw new Error('ENETUNREACH')
      return address
    }
  }))
}

async function happen(event: Event, host: number): Promise<void> {
  switch (event) {
    case 'move':
      address = `127.0.0.${host}`
      account.networkChanged()
      return
    case 'no way':
      address = null
      account.networkChanged()
      return
    case 'wake':
      account.resumed()
      return
    case 'cut':
      peer.dropConnections()
      return
    case 'password':
      account.changePassword(manager.password)
      return
    case 'retry':
      account.retryNow()
      return
    case 'wait':
      // Long enough for the last one to come to an end, where it can.
      if (address !== null) await registrationIs(account, 'registered')
  }
}

describe.each<PeerTransport>(['udp', 'tcp'])(
  'whatever happens to the network, over %s',
  (transport) => {
    const storm = fc.array(fc.tuple(fc.constantFrom(...events), fc.integer({ min: 1, max: 5 })), {
      minLength: 5,
      maxLength: 25
    })

    it('ends with a registration, lamps, and calls that work', async () => {
      await fc.assert(
        fc.asyncProperty(storm, async (steps) => {
          await begin(transport)
          try {
            await weather(steps)
          } finally {
            await account.stop()
            await peer.stop()
          }
        }),
        { numRuns: 20 }
      )
    })
  }
)

async function weather(steps: readonly (readonly [Event, number])[]): Promise<void> {
  const lamp = new SubscriptionEvents()
  account.subscribeDialog('744', lamp.listener)
  const call = account.invite('*90744', new FakeCallMedia())
  await callIs(call, 'confirmed')
  for (const [event, host] of steps) await happen(event, host)

  await happen('move', 9)
  await registrationIs(account, 'registered')
  if (lamp.seen.at(-1)?.type !== 'notify') await lamp.until('notify', lamp.count('notify') + 1)
  expect(call.state.kind).toBe('confirmed')
  const next = account.invite('*90745', new FakeCallMedia())
  await callIs(next, 'confirmed')
  for (const one of [next, call]) {
    const bye = peer.nextRequest('BYE')
    one.hangUp()
    expect((await bye).source.host).toBe('127.0.0.9')
  }
  // What sip.js says of connections that break is true.
  expect(log.warnings.filter((line) => !line.startsWith('warn sip.js'))).toEqual([])
}
