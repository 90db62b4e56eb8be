import { beforeEach, describe, expect, it } from 'vitest'
import { recentCallSchema } from '@contract/ipc/phone-view'
import { FakePhoneLeg } from '../../support/phone-leg/fake-phone-leg'
import { PhoneDesk, settled } from '../../support/phone-leg/phone-desk'

let desk: PhoneDesk

beforeEach(() => {
  desk = new PhoneDesk()
})

describe('dialling', () => {
  it('shows the call through its phases, and opens the microphone with the answer', async () => {
    expect(await desk.phone.dial(' 7-44 ')).toEqual({ ok: true, value: null })
    const leg = desk.lastLeg()
    expect(desk.callWith('744')).toMatchObject({
      phase: 'dialling',
      rings: false,
      microphone: 'muted',
      hears: 'does-not-hear',
      party: { name: 'John Miller' }
    })
    leg.reach({ kind: 'early' })
    expect(desk.callWith('744')).toMatchObject({ rings: true, earlyMedia: false })
    leg.receiveAudio(true)
    expect(desk.callWith('744')).toMatchObject({ rings: true, earlyMedia: true })
    desk.nowMs = 12_000
    leg.reach({ kind: 'confirmed' })
    await settled()
    expect(desk.callWith('744')).toMatchObject({
      phase: 'connected',
      answeredAt: 12_000,
      microphone: 'open',
      hears: 'hears'
    })
    desk.nowMs = 75_400
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(desk.phone.view.calls).toEqual([])
    expect(desk.phone.view.recent).toMatchObject([
      { outcome: 'they-hung-up', durationSeconds: 63, party: { number: '744' }, unseen: false }
    ])
    expect(leg.wire).toEqual(['dial 744', 'microphone muted', 'microphone open', 'hang up'])
    expect(leg.closed).toBe(true)
  })

  it('keeps how well the call could be heard', async () => {
    await desk.phone.dial('744')
    const leg = desk.lastLeg()
    leg.reach({ kind: 'confirmed' })
    leg.statistics = {
      codec: 'PCMA',
      encryption: 'sdes',
      received: { lossPercent: 0.2, jitterMs: 4, mos: 4.3, lowestMos: 4.1 },
      sent: null,
      roundTripMs: 24,
      rating: 'good'
    }
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    const [kept] = desk.phone.view.recent
    expect(kept?.statistics).toEqual(leg.statistics)
    expect(recentCallSchema.parse({ ...kept, statistics: undefined }).statistics).toBeNull()
  })

  it('twice, by a double click, calls once', async () => {
    const both = [desk.phone.dial('744'), desk.phone.dial('744')]
    expect(await Promise.all(both)).toMatchObject([{ ok: true }, { ok: true }])
    expect(desk.legs).toHaveLength(1)
    expect(desk.callWith('744')).toMatchObject({ phase: 'dialling' })
  })

  it('keeps code, phrase and the reason of the PBX when it is refused', async () => {
    await desk.phone.dial('745')
    desk.lastLeg().reach({
      kind: 'terminated',
      end: {
        by: 'rejected',
        statusCode: 486,
        reasonPhrase: 'Busy Here',
        reason: 'Q.850;cause=17;text="User busy"'
      }
    })
    expect(desk.phone.view.recent).toMatchObject([
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
    ['744', 'phone.not-registered', () => (desk.registered = false)],
    ['744', 'media.not-started', () => (desk.mediaUp = false)],
    ['744', 'phone.in-supervision', () => (desk.supervised = 'John')]
  ])('refuses %j with %s', async (number, reason, given) => {
    given()
    expect(await desk.phone.dial(number)).toMatchObject({ ok: false, failure: { reason } })
    expect(desk.phone.view.calls).toEqual([])
    expect(desk.legs).toEqual([])
  })

  it('goes on muted when there is no microphone, and says so', async () => {
    const leg = await desk.talkTo('744')
    leg.loseMicrophone('none')
    await settled()
    expect(desk.callWith('744')).toMatchObject({
      muted: true,
      failure: { reason: 'microphone.none' }
    })
    leg.problem = null
    expect(await desk.phone.setMuted(desk.idOf('744'), false)).toMatchObject({ ok: true })
    expect(desk.callWith('744')).toMatchObject({ muted: false, microphone: 'open', failure: null })
  })
})

describe('a call that comes in', () => {
  it('rings with the microphone closed, and is answered', async () => {
    const leg = desk.ringFrom('+15550142')
    expect(desk.callWith('+15550142')).toMatchObject({
      phase: 'ringing',
      microphone: 'closed',
      customerName: 'Acme',
      party: { name: 'As the PBX says' }
    })
    expect(await desk.phone.answer(desk.idOf('+15550142'), false)).toMatchObject({ ok: true })
    await settled()
    expect(desk.callWith('+15550142')).toMatchObject({ phase: 'connected', microphone: 'open' })
    expect(leg.wire).toEqual(['answer', 'microphone open'])
  })

  it('is rejected for this phone alone, and is no missed call', () => {
    const leg = desk.ringFrom('744')
    desk.phone.reject(desk.idOf('744'))
    expect(leg.wire[0]).toBe('reject 486')
    expect(desk.phone.view.recent).toMatchObject([{ outcome: 'rejected', unseen: false }])
  })

  it('is missed when the caller gives up, until somebody looks', () => {
    desk.ringFrom('744').reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(desk.phone.view.recent).toMatchObject([{ outcome: 'missed', unseen: true }])
    desk.phone.markSeen()
    expect(desk.phone.view.recent).toMatchObject([{ outcome: 'missed', unseen: false }])
    desk.phone.clearRecent()
    expect(desk.phone.view.recent).toEqual([])
  })

  it('cannot be answered when it is over, nor twice', async () => {
    const leg = desk.ringFrom('744')
    const id = desk.idOf('744')
    await desk.phone.answer(id, false)
    expect(await desk.phone.answer(id, false)).toMatchObject({ ok: false })
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    expect(await desk.phone.answer(id, false)).toMatchObject({
      ok: false,
      failure: { reason: 'phone.call-over' }
    })
    expect(leg.wire.filter((word) => word === 'answer')).toHaveLength(1)
  })

  it('of an unknown customer is refused without a sound', () => {
    const leg = new FakePhoneLeg('incoming')
    desk.phone.incoming('nobody', leg)
    expect(leg.wire).toEqual(['reject 480'])
    expect(desk.phone.view).toEqual({ calls: [], over: null, recent: [] })
  })
})

describe('digits pressed in a call', () => {
  it('leave one after the other, as each was answered', async () => {
    const leg = await desk.talkTo('744')
    const answers: (() => void)[] = []
    leg.sendDigits = (digits) => {
      leg.wire.push(`digits ${digits}`)
      return new Promise((resolve) => answers.push(() => resolve({ sent: true })))
    }
    const pressed = ['1', '2'].map((digit) => desk.phone.sendDigits(desk.idOf('744'), digit))
    await settled()
    expect(leg.wire.at(-1)).toBe('digits 1')
    answers[0]?.()
    await settled()
    expect(leg.wire.at(-1)).toBe('digits 2')
    answers[1]?.()
    expect(await Promise.all(pressed)).toMatchObject([{ ok: true }, { ok: true }])
  })

  it('are not sent into a call that ended before it was their turn', async () => {
    const leg = await desk.talkTo('744')
    const id = desk.idOf('744')
    const pressed = ['1', '2'].map((digit) => desk.phone.sendDigits(id, digit))
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    expect((await Promise.all(pressed))[1]).toMatchObject({
      failure: { reason: 'phone.call-over' }
    })
    expect(leg.wire).not.toContain('digits 2')
  })
})

describe('while a supervision lasts', () => {
  beforeEach(() => {
    desk.supervised = 'John'
  })

  it('a call is busy, and noted as missed', () => {
    const leg = desk.ringFrom('+15550142')
    expect(leg.wire).toEqual(['reject 486'])
    expect(desk.phone.view).toMatchObject({
      calls: [],
      recent: [{ outcome: 'missed-while-supervising', unseen: true }]
    })
  })

  it('a call rings when the customer wants it so, and takes an explicit end of the supervision', async () => {
    desk.whenSupervising = 'ring'
    const leg = desk.ringFrom('+15550142')
    const id = desk.idOf('+15550142')
    expect(await desk.phone.answer(id, false)).toMatchObject({
      ok: false,
      failure: { reason: 'phone.in-supervision', context: { name: 'John' } }
    })
    expect(leg.wire).toEqual([])
    expect(desk.supervised).toBe('John')
    expect(await desk.phone.answer(id, true)).toMatchObject({ ok: true })
    expect(desk.supervised).toBeNull()
    expect(leg.wire).toContain('answer')
  })

  it('cannot begin during a call, but can while one rings', async () => {
    desk.supervised = null
    desk.ringFrom('+15550142')
    expect(desk.phone.supervisionRefusal).toBeNull()
    await desk.phone.answer(desk.idOf('+15550142'), false)
    expect(desk.phone.supervisionRefusal).toMatchObject({
      reason: 'supervision.in-call',
      context: { name: 'As the PBX says' }
    })
    await desk.phone.setHeld(desk.idOf('+15550142'), true)
    expect(desk.phone.supervisionRefusal).not.toBeNull()
  })
})
