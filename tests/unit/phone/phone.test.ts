import { beforeEach, describe, expect, it } from 'vitest'
import type { PhoneCallView } from '@contract/ipc/phone-view'
import { Phone } from '../../../src-main/phone/phone'
import type { PhoneLine, WhenSupervising } from '../../../src-main/phone/ports'
import { FakePhoneLeg } from '../../support/phone-leg/fake-phone-leg'

const silentLog = { info: () => undefined, warn: () => undefined }

let legs: FakePhoneLeg[]
let registered: boolean
let mediaUp: boolean
let supervised: string | null
let whenSupervising: WhenSupervising
let nowMs: number
let answers: 'at-once' | 'when-told'
let phone: Phone

beforeEach(() => {
  legs = []
  registered = true
  mediaUp = true
  supervised = null
  whenSupervising = 'busy'
  nowMs = 10_000
  answers = 'at-once'
  const line: PhoneLine = {
    customerId: 'acme',
    customerName: 'Acme',
    get isRegistered() {
      return registered
    },
    get whenSupervising() {
      return whenSupervising
    },
    nameOf: (number) => (number === '744' ? 'John Miller' : null),
    dial: (number) => {
      if (!mediaUp) return null
      const leg = new FakePhoneLeg('outgoing', { number, displayName: null }, answers)
      leg.wire.push(`dial ${number}`)
      legs.push(leg)
      return leg
    }
  }
  phone = new Phone({
    activeLine: () => line,
    lineOf: (customerId) => (customerId === 'acme' ? line : null),
    supervisedName: () => supervised,
    endSupervision: () => {
      supervised = null
    },
    keepRecent: () => undefined,
    now: () => nowMs,
    log: silentLog
  })
})

const settled = () => new Promise((resolve) => setImmediate(resolve))

function callTo(number: string): PhoneCallView {
  const call = phone.view.calls.find(({ party }) => party.number === number)
  if (!call) throw new Error(`no call with ${number}`)
  return call
}

async function talkTo(number: string): Promise<FakePhoneLeg> {
  await phone.dial(number)
  const leg = legs.at(-1)
  if (!leg) throw new Error('nothing was dialled')
  leg.reach({ kind: 'confirmed' })
  await settled()
  return leg
}

function ringFrom(number: string): FakePhoneLeg {
  const leg = new FakePhoneLeg('incoming', { number, displayName: 'As the PBX says' }, answers)
  legs.push(leg)
  phone.incoming('acme', leg)
  return leg
}

describe('dialling', () => {
  it('shows the call through its phases, and opens the microphone with the answer', async () => {
    expect(await phone.dial(' 7-44 ')).toEqual({ ok: true, value: null })
    const [leg] = legs
    expect(callTo('744')).toMatchObject({
      phase: 'dialling',
      rings: false,
      microphone: 'muted',
      hears: 'does-not-hear',
      party: { name: 'John Miller' }
    })
    leg?.reach({ kind: 'early' })
    expect(callTo('744')).toMatchObject({ phase: 'dialling', rings: true })
    nowMs = 12_000
    leg?.reach({ kind: 'confirmed' })
    await settled()
    expect(callTo('744')).toMatchObject({
      phase: 'connected',
      answeredAt: 12_000,
      microphone: 'open',
      hears: 'hears'
    })
    nowMs = 75_400
    leg?.reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(phone.view.calls).toEqual([])
    expect(phone.view.recent).toMatchObject([
      { outcome: 'they-hung-up', durationSeconds: 63, party: { number: '744' }, unseen: false }
    ])
    expect(leg?.wire).toEqual(['dial 744', 'microphone muted', 'microphone open', 'hang up'])
    expect(leg?.closed).toBe(true)
  })

  it('keeps code, phrase and the reason of the PBX when it is refused', async () => {
    await phone.dial('745')
    legs[0]?.reach({
      kind: 'terminated',
      end: {
        by: 'rejected',
        statusCode: 486,
        reasonPhrase: 'Busy Here',
        reason: 'Q.850;cause=17;text="User busy"'
      }
    })
    expect(phone.view.recent).toMatchObject([
      {
        outcome: 'busy',
        statusCode: 486,
        reasonPhrase: 'Busy Here',
        pbxReason: 'Q.850 17 User busy',
        durationSeconds: null
      }
    ])
  })

  it.each([
    ['not a number', 'phone.not-dialable', () => undefined],
    ['744', 'phone.not-registered', () => (registered = false)],
    ['744', 'media.not-started', () => (mediaUp = false)],
    ['744', 'phone.in-supervision', () => (supervised = 'John')]
  ])('refuses %j with %s', async (number, reason, given) => {
    given()
    expect(await phone.dial(number)).toMatchObject({ ok: false, failure: { reason } })
    expect(phone.view.calls).toEqual([])
    expect(legs).toEqual([])
  })

  it('goes on muted when there is no microphone, and says so', async () => {
    const leg = await talkTo('744')
    leg.loseMicrophone('none')
    await settled()
    expect(callTo('744')).toMatchObject({ muted: true, failure: { reason: 'microphone.none' } })
    leg.problem = null
    expect(await phone.setMuted(callTo('744').id, false)).toMatchObject({ ok: true })
    expect(callTo('744')).toMatchObject({ muted: false, microphone: 'open', failure: null })
  })
})

describe('a call that comes in', () => {
  it('rings with the microphone closed, and is answered', async () => {
    const leg = ringFrom('+15550142')
    expect(callTo('+15550142')).toMatchObject({
      phase: 'ringing',
      microphone: 'closed',
      customerName: 'Acme',
      party: { name: 'As the PBX says' }
    })
    expect(await phone.answer(callTo('+15550142').id, false)).toMatchObject({ ok: true })
    await settled()
    expect(callTo('+15550142')).toMatchObject({ phase: 'connected', microphone: 'open' })
    expect(leg.wire).toEqual(['answer', 'microphone open'])
  })

  it('is rejected with 603 and is no missed call', () => {
    const leg = ringFrom('744')
    phone.reject(callTo('744').id)
    expect(leg.wire[0]).toBe('reject 603')
    expect(phone.view.recent).toMatchObject([{ outcome: 'rejected', unseen: false }])
  })

  it('is missed when the caller gives up, until somebody looks', () => {
    ringFrom('744').reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(phone.view.recent).toMatchObject([{ outcome: 'missed', unseen: true }])
    phone.markSeen()
    expect(phone.view.recent).toMatchObject([{ outcome: 'missed', unseen: false }])
    phone.clearRecent()
    expect(phone.view.recent).toEqual([])
  })

  it('cannot be answered when it is over, nor twice', async () => {
    const leg = ringFrom('744')
    const { id } = callTo('744')
    await phone.answer(id, false)
    expect(await phone.answer(id, false)).toMatchObject({ ok: false })
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(await phone.answer(id, false)).toMatchObject({
      ok: false,
      failure: { reason: 'phone.call-over' }
    })
    expect(leg.wire.filter((word) => word === 'answer')).toHaveLength(1)
  })

  it('of an unknown customer is refused without a sound', () => {
    const leg = new FakePhoneLeg('incoming')
    phone.incoming('nobody', leg)
    expect(leg.wire).toEqual(['reject 480'])
    expect(phone.view).toEqual({ calls: [], recent: [] })
  })
})

describe('while a supervision lasts', () => {
  beforeEach(() => {
    supervised = 'John'
  })

  it('a call is busy, and noted as missed', () => {
    const leg = ringFrom('+15550142')
    expect(leg.wire).toEqual(['reject 486'])
    expect(phone.view).toMatchObject({
      calls: [],
      recent: [{ outcome: 'missed-while-supervising', unseen: true }]
    })
  })

  it('a call rings when the customer wants it so, and takes an explicit end of the supervision', async () => {
    whenSupervising = 'ring'
    const leg = ringFrom('+15550142')
    const { id } = callTo('+15550142')
    expect(await phone.answer(id, false)).toMatchObject({
      ok: false,
      failure: { reason: 'phone.in-supervision', context: { name: 'John' } }
    })
    expect(leg.wire).toEqual([])
    expect(supervised).toBe('John')
    expect(await phone.answer(id, true)).toMatchObject({ ok: true })
    expect(supervised).toBeNull()
    expect(leg.wire).toContain('answer')
  })

  it('cannot begin during a call, but can while one rings', async () => {
    supervised = null
    ringFrom('+15550142')
    expect(phone.supervisionRefusal).toBeNull()
    await phone.answer(callTo('+15550142').id, false)
    expect(phone.supervisionRefusal).toMatchObject({
      reason: 'supervision.in-call',
      context: { name: 'As the PBX says' }
    })
    await phone.setHeld(callTo('+15550142').id, true)
    expect(phone.supervisionRefusal).not.toBeNull()
  })
})
