import fc from 'fast-check'
import { beforeEach, describe, expect, it } from 'vitest'
import type { FakePhoneLeg } from '../../support/phone-leg/fake-phone-leg'
import { PhoneDesk, settled } from '../../support/phone-leg/phone-desk'

const emma = '+15550142'
const busyHere = { statusCode: 488, reasonPhrase: 'Not Acceptable Here' }

let desk: PhoneDesk

beforeEach(() => {
  desk = new PhoneDesk()
})

describe('hold', () => {
  beforeEach(() => {
    desk = new PhoneDesk('when-told')
  })

  it('closes the microphone before the PBX is asked, and opens it after it agreed', async () => {
    const leg = await desk.talkTo('744')
    const held = desk.phone.setHeld(desk.idOf('744'), true)
    expect(leg.wire.slice(-2)).toEqual(['microphone closed', 'hold'])
    // Nothing has confirmed yet that it is closed.
    expect(desk.callWith('744')).toMatchObject({ hold: 'holding', hears: 'hears' })
    await settled()
    expect(desk.callWith('744')).toMatchObject({ hold: 'holding', hears: 'does-not-hear' })
    leg.answerHold()
    await held
    expect(desk.callWith('744')).toMatchObject({ hold: 'held', microphone: 'closed' })
    const resumed = desk.phone.setHeld(desk.idOf('744'), false)
    await settled()
    expect(leg.wire.at(-1)).toBe('resume')
    expect(leg.microphone).toBe('closed')
    leg.answerHold()
    await resumed
    expect(desk.callWith('744')).toMatchObject({ hold: 'none', microphone: 'open', hears: 'hears' })
  })

  it('and resuming are done once, however often they are pressed', async () => {
    const leg = await desk.talkTo('744')
    const id = desk.idOf('744')
    const pressed = async (held: boolean) => {
      const first = desk.phone.setHeld(id, held)
      const second = desk.phone.setHeld(id, held)
      await settled()
      leg.answerHold()
      const answers = [...(await Promise.all([first, second])), await desk.phone.setHeld(id, held)]
      expect(answers).toMatchObject([{ ok: true }, { ok: true }, { ok: true }])
    }
    await pressed(true)
    await pressed(false)
    expect(leg.wire.filter((word) => /hold|resume/.test(word))).toEqual(['hold', 'resume'])
  })

  it('that is asked for while the call is being resumed follows it, and nothing is heard between', async () => {
    const leg = await desk.talkTo('744')
    const id = desk.idOf('744')
    const held = desk.phone.setHeld(id, true)
    leg.answerHold()
    await held
    const from = leg.wire.length
    const resumed = desk.phone.setHeld(id, false)
    await settled()
    const heldAgain = desk.phone.setHeld(id, true)
    leg.answerHold()
    await settled()
    leg.answerHold()
    expect(await Promise.all([resumed, heldAgain])).toMatchObject([{ ok: true }, { ok: true }])
    expect(desk.callWith('744')).toMatchObject({ hold: 'held', microphone: 'closed' })
    expect(leg.wire.slice(from)).toEqual(['resume', 'hold'])
  })

  it('that is refused leaves the call muted and says why', async () => {
    const leg = await desk.talkTo('744')
    const held = desk.phone.setHeld(desk.idOf('744'), true)
    leg.answerHold(busyHere)
    expect(await held).toMatchObject({ ok: false, failure: { reason: 'phone.hold-refused' } })
    await settled()
    expect(desk.callWith('744')).toMatchObject({
      hold: 'none',
      muted: true,
      microphone: 'muted',
      failure: { context: { name: 'John Miller', statusCode: 488 } }
    })
  })

  it('by the other side mutes, and is no silence to be warned of', async () => {
    const leg = await desk.talkTo('744')
    leg.holdByRemote(true)
    leg.receiveAudio(false)
    await settled()
    expect(desk.callWith('744')).toMatchObject({
      heldByRemote: true,
      microphone: 'muted',
      hears: 'does-not-hear',
      silent: false
    })
    leg.holdByRemote(false)
    await settled()
    expect(desk.callWith('744')).toMatchObject({ microphone: 'open', silent: true })
  })

  it('by the other side from the beginning is known when the call is connected', async () => {
    await desk.phone.dial('744')
    const leg = desk.lastLeg()
    leg.holdByRemote(true)
    leg.reach({ kind: 'confirmed' })
    await settled()
    expect(desk.callWith('744')).toMatchObject({
      heldByRemote: true,
      microphone: 'muted',
      hears: 'does-not-hear'
    })
    leg.holdByRemote(false)
    await settled()
    expect(desk.callWith('744')).toMatchObject({ microphone: 'open', hears: 'hears' })
  })

  it('is over when the call ends meanwhile', async () => {
    const leg = await desk.talkTo('744')
    const held = desk.phone.setHeld(desk.idOf('744'), true)
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    leg.answerHold({ statusCode: 481, reasonPhrase: 'Gone' })
    expect(await held).toMatchObject({ ok: false, failure: { reason: 'phone.call-over' } })
    expect(desk.phone.view.calls).toEqual([])
  })
})

describe('call waiting', () => {
  it('holds the first call before the second is answered', async () => {
    const john = await desk.talkTo('744')
    const waiting = desk.ringFrom(emma)
    expect(desk.callWith('744')).toMatchObject({ hold: 'none', microphone: 'open' })
    expect(await desk.phone.answer(desk.idOf(emma), false)).toMatchObject({ ok: true })
    await settled()
    expect(john.wire.at(-1)).toBe('hold')
    expect(desk.callWith('744')).toMatchObject({ hold: 'held', microphone: 'closed' })
    expect(desk.callWith(emma)).toMatchObject({ phase: 'connected', microphone: 'open' })
    expect(waiting.wire[0]).toBe('answer')
  })

  it('answers nothing when the first call cannot be held', async () => {
    desk = new PhoneDesk('when-told')
    const john = await desk.talkTo('744')
    const waiting = desk.ringFrom(emma)
    const answered = desk.phone.answer(desk.idOf(emma), false)
    await settled()
    john.answerHold(busyHere)
    expect(await answered).toMatchObject({ ok: false, failure: { reason: 'phone.hold-refused' } })
    expect(waiting.wire).toEqual([])
    expect(desk.callWith(emma)).toMatchObject({ phase: 'ringing' })
  })

  it('waits for a hold that is on its way, and dials nothing when it is refused', async () => {
    desk = new PhoneDesk('when-told')
    const john = await desk.talkTo('744')
    const held = desk.phone.setHeld(desk.idOf('744'), true)
    const dialled = desk.phone.dial(emma)
    await settled()
    expect(desk.legs).toEqual([john])
    expect(john.wire.filter((entry) => entry === 'hold')).toHaveLength(1)
    john.answerHold(busyHere)
    expect(await held).toMatchObject({ failure: { reason: 'phone.hold-refused' } })
    expect(await dialled).toMatchObject({ failure: { reason: 'phone.hold-refused' } })
    expect(desk.legs).toEqual([john])
  })

  it('swaps the calls when the held one is resumed', async () => {
    const john = await desk.talkTo('744')
    desk.ringFrom(emma)
    await desk.phone.answer(desk.idOf(emma), false)
    await desk.phone.setHeld(desk.idOf('744'), false)
    await settled()
    expect(desk.callWith(emma)).toMatchObject({ hold: 'held', microphone: 'closed' })
    expect(desk.callWith('744')).toMatchObject({ hold: 'none', microphone: 'open' })
    expect(john.wire.slice(-2)).toEqual(['resume', 'microphone open'])
  })

  it('goes on when the first call ends by itself while it is being held', async () => {
    desk = new PhoneDesk('when-told')
    const john = await desk.talkTo('744')
    const waiting = desk.ringFrom(emma)
    const answered = desk.phone.answer(desk.idOf(emma), false)
    await settled()
    john.reach({ kind: 'terminated', end: { by: 'remote' } })
    john.answerHold({ statusCode: 481, reasonPhrase: 'Gone' })
    await settled()
    waiting.reach({ kind: 'confirmed' })
    expect(await answered).toMatchObject({ ok: true })
    expect(desk.callWith(emma)).toMatchObject({ phase: 'connected' })
  })
})

describe('a blind transfer', () => {
  it('ends the call when the target was reached', async () => {
    const leg = await desk.talkTo('744')
    const transferred = desk.phone.transfer(desk.idOf('744'), '74 5')
    expect(leg.wire.at(-1)).toBe('refer 745')
    expect(desk.callWith('744')).toMatchObject({ transferringTo: '745' })
    leg.finishTransfer({ kind: 'succeeded' })
    expect(await transferred).toMatchObject({ ok: true })
    expect(desk.phone.view).toMatchObject({ calls: [], recent: [{ outcome: 'transferred' }] })
  })

  it('is a transfer also when the PBX hangs up before it says so', async () => {
    const leg = await desk.talkTo('744')
    const transferred = desk.phone.transfer(desk.idOf('744'), '745')
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    leg.finishTransfer({ kind: 'succeeded' })
    await transferred
    expect(desk.phone.view).toMatchObject({ calls: [], recent: [{ outcome: 'transferred' }] })
  })

  it('leaves the call as it was when it failed, with code and number', async () => {
    const leg = await desk.talkTo('744')
    const transferred = desk.phone.transfer(desk.idOf('744'), '799')
    leg.finishTransfer({ kind: 'failed', statusCode: 404, reasonPhrase: 'Not Found' })
    expect(await transferred).toMatchObject({ ok: false })
    expect(desk.callWith('744')).toMatchObject({
      transferringTo: null,
      hold: 'none',
      failure: {
        reason: 'phone.transfer-refused',
        context: { number: '799', statusCode: 404, reasonPhrase: 'Not Found' }
      }
    })
  })
})

describe('a transfer that the PBX took and never told of', () => {
  it('leaves a call that is still up, and says so', async () => {
    const leg = await desk.talkTo('744')
    const transferred = desk.phone.transfer(desk.idOf('744'), '745')
    leg.finishTransfer({ kind: 'accepted' })
    expect(await transferred).toMatchObject({ ok: false })
    expect(desk.callWith('744')).toMatchObject({
      phase: 'connected',
      failure: { reason: 'phone.transfer-unconfirmed', context: { number: '745' } }
    })
  })

  it('was one when the PBX ended the call', async () => {
    const leg = await desk.talkTo('744')
    const transferred = desk.phone.transfer(desk.idOf('744'), '745')
    leg.reach({ kind: 'terminated', end: { by: 'remote' } })
    leg.finishTransfer({ kind: 'accepted' })
    expect(await transferred).toMatchObject({ ok: true })
    expect(desk.phone.view).toMatchObject({ calls: [], recent: [{ outcome: 'transferred' }] })
  })
})

describe('an attended transfer', () => {
  async function consulting(): Promise<{ client: FakePhoneLeg; colleague: FakePhoneLeg }> {
    const client = await desk.talkTo(emma)
    expect(await desk.phone.consult(desk.idOf(emma), '744')).toMatchObject({ ok: true })
    const colleague = desk.lastLeg()
    colleague.reach({ kind: 'confirmed' })
    await settled()
    return { client, colleague }
  }

  it('holds the client, calls the colleague and connects the two', async () => {
    const { client } = await consulting()
    expect(desk.callWith(emma)).toMatchObject({ hold: 'held', microphone: 'closed' })
    expect(desk.callWith('744')).toMatchObject({ consultFor: desk.idOf(emma), microphone: 'open' })
    const connected = desk.phone.connectCalls(desk.idOf(emma), desk.idOf('744'))
    expect(client.wire.at(-1)).toBe('refer to 744')
    client.finishTransfer({ kind: 'succeeded' })
    expect(await connected).toMatchObject({ ok: true })
    expect(desk.phone.view).toMatchObject({
      calls: [],
      recent: [{ outcome: 'transferred' }, { outcome: 'transferred' }]
    })
  })

  it('does not go back to the client when the PBX ends the other call first', async () => {
    const { client, colleague } = await consulting()
    const connected = desk.phone.connectCalls(desk.idOf(emma), desk.idOf('744'))
    colleague.reach({ kind: 'terminated', end: { by: 'remote' } })
    await settled()
    client.finishTransfer({ kind: 'succeeded' })
    expect(await connected).toMatchObject({ ok: true })
    await settled()
    expect(client.wire).not.toContain('resume')
    expect(desk.phone.view).toMatchObject({
      calls: [],
      recent: [{ outcome: 'transferred' }, { outcome: 'transferred' }]
    })
  })

  it('goes back to the client when the colleague hangs up', async () => {
    const { client, colleague } = await consulting()
    colleague.reach({ kind: 'terminated', end: { by: 'remote' } })
    await settled()
    expect(client.wire.slice(-2)).toEqual(['resume', 'microphone open'])
    expect(desk.callWith(emma)).toMatchObject({ hold: 'none', microphone: 'open' })
  })

  it('keeps both calls when the PBX refuses', async () => {
    const { client } = await consulting()
    const connected = desk.phone.connectCalls(desk.idOf(emma), desk.idOf('744'))
    client.finishTransfer({ kind: 'failed', statusCode: 420, reasonPhrase: 'Bad Extension' })
    expect(await connected).toMatchObject({ ok: false })
    expect(desk.phone.view.calls).toHaveLength(2)
    expect(desk.callWith('744')).toMatchObject({ microphone: 'open' })
  })

  it('is not possible before the colleague has answered', async () => {
    await desk.talkTo(emma)
    await desk.phone.consult(desk.idOf(emma), '744')
    const connected = await desk.phone.connectCalls(desk.idOf(emma), desk.idOf('744'))
    expect(connected).toMatchObject({ ok: false })
  })
})

describe('whatever is pressed and whatever the PBX does', () => {
  it('no more than one call is talked in, and none while a supervision lasts', async () => {
    const numbers = ['700', '701', '702', '703']
    const step = fc.tuple(fc.nat({ max: 14 }), fc.nat({ max: 3 }), fc.boolean())
    let talked = 0
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 10, maxLength: 50 }), async (steps) => {
        desk = new PhoneDesk('when-told')
        desk.whenSupervising = 'ring'
        await desk.talkTo('700')
        const asked: Promise<unknown>[] = []
        for (const [what, which, flag] of steps) {
          act(what, which, flag, numbers, asked)
          await settled()
          const open = desk.legs.filter(({ microphone }) => microphone === 'open')
          talked += open.length
          expect(open.length).toBeLessThanOrEqual(desk.supervised === null ? 1 : 0)
        }
      }),
      { numRuns: 400 }
    )
    expect(talked).toBeGreaterThan(1_000)
  })

  function act(
    what: number,
    which: number,
    flag: boolean,
    numbers: readonly string[],
    asked: Promise<unknown>[]
  ): void {
    const { phone, legs } = desk
    const { calls } = phone.view
    const id = calls[which]?.id ?? ''
    const leg = legs[legs.length - 1 - which]
    const actions: readonly (() => unknown)[] = [
      () => asked.push(phone.dial(numbers[which] ?? '')),
      () => desk.ringFrom(numbers[which] ?? ''),
      () => asked.push(phone.answer(id, flag)),
      () => leg?.reach({ kind: 'confirmed' }),
      () => leg?.reach({ kind: 'confirmed' }),
      () => leg?.reach({ kind: 'terminated', end: { by: 'remote' } }),
      () => asked.push(phone.setHeld(id, flag)),
      () => leg?.answerHold(flag ? undefined : busyHere),
      () => leg?.answerHold(),
      () => asked.push(phone.setMuted(id, flag)),
      () => leg?.holdByRemote(flag),
      () => asked.push(phone.consult(id, numbers[which] ?? '')),
      () => asked.push(phone.connectCalls(id, calls[0]?.id ?? '')),
      () => leg?.finishTransfer(flag ? { kind: 'succeeded' } : { kind: 'failed', ...busyHere }),
      () => {
        if (phone.supervisionRefusal === null) desk.supervised = flag ? 'John' : null
      }
    ]
    actions[what]?.()
  }
})
