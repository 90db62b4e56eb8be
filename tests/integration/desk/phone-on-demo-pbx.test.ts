import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { RecentCall } from '@contract/ipc/phone-view'
import type { CallQuality } from '@contract/telephony/call-quality'
import { PhoneOnDemoPbx } from '../../support/phone-leg/phone-on-demo-pbx'

const client = '+15550163'

let desk: PhoneOnDemoPbx

afterEach(async () => {
  await desk.close()
})

const ended = (outcome: RecentCall['outcome']) =>
  desk.viewHas(outcome, ({ recent }) => recent.find((call) => call.outcome === outcome))

describe.each(['udp', 'tcp'] as const)(
  "the manager's phone on the demo PBX over %s",
  (transport) => {
    beforeEach(async () => {
      desk = await PhoneOnDemoPbx.open(transport)
    })

    it('calls a colleague, whose lamp follows, holds, resumes and hangs up', async () => {
      const states: string[] = []
      desk.pbx.onEvent((event) => {
        if (event.type === 'call' && event.extension === '745') states.push(event.state)
      })
      const { id } = await desk.dial('745')
      expect(states).toEqual(['ringing', 'confirmed'])
      expect(desk.media[0]?.microphone).toBe('open')

      const held = desk.event('hold', (event) =>
        event.type === 'phone-hears' && event.held && event.musicDbfs > -40 ? event : undefined
      )
      expect(await desk.phone.setHeld(id, true)).toMatchObject({ ok: true })
      expect(await held).toMatchObject({ number: '745' })
      expect(desk.media[0]?.microphone).toBe('closed')

      const resumed = desk.event('resume', (event) =>
        event.type === 'phone-hears' && !event.held ? event : undefined
      )
      expect(await desk.phone.setHeld(id, false)).toMatchObject({ ok: true })
      await resumed
      expect(desk.media[0]?.microphone).toBe('open')

      const idle = desk.event('hang-up', (event) =>
        event.type === 'call' && event.state === 'terminated' ? event : undefined
      )
      desk.phone.hangUp(id)
      await idle
      expect(await ended('hung-up')).toMatchObject({ party: { number: '745' } })
      expect(desk.media[0]?.closed).toBe(true)
    })

    it('is called by a client, answers, and is told when the client hangs up', async () => {
      await desk.pbx.callManager()
      const ringing = await desk.viewHas('ringing', ({ calls }) => calls[0])
      expect(ringing).toMatchObject({
        phase: 'ringing',
        party: { number: '+15550117', name: 'Oliver Brandt' }
      })
      expect(desk.media).toEqual([])
      expect(await desk.phone.answer(ringing.id, false)).toMatchObject({ ok: true })
      await desk.callIs('+15550117', 'connected')
      await desk.event('sound', (event) => (event.type === 'phone-hears' ? event : undefined))
      desk.pbx.endCall('+15550117')
      expect(await ended('they-hung-up')).toMatchObject({
        pbxReason: 'Q.850 16 Normal call clearing'
      })
    })
  }
)

describe("the manager's phone on the demo PBX", () => {
  beforeEach(async () => {
    desk = await PhoneOnDemoPbx.open('udp')
  })

  it.each([
    ['799', 'not-found', 404, 'Q.850 1 Unallocated number'],
    ['744', 'busy', 486, 'Q.850 17 User busy'],
    ['2744', 'not-found', 404, 'Q.850 1 Unallocated number']
  ] as const)(
    'says why %s cannot be reached: %s',
    async (number, outcome, statusCode, pbxReason) => {
      await desk.phone.dial(number)
      expect(await ended(outcome)).toMatchObject({ statusCode, pbxReason })
    }
  )

  it('can call the echo, by its number of a star and digits', async () => {
    const { id } = await desk.dial('*43')
    expect(desk.media[0]?.microphone).toBe('open')
    desk.phone.hangUp(id)
    expect(await ended('hung-up')).toMatchObject({ party: { number: '*43' } })
  })

  it('keeps what was measured of a call from its answer on', async () => {
    const measured = (mos: number): CallQuality => ({
      codec: 'PCMA',
      encryption: 'none',
      received: { lossPercent: 1, jitterMs: 5, mos },
      sent: null,
      roundTripMs: 20,
      rating: 'good'
    })
    const dialled = desk.phone.dial('*43')
    await desk.callIs('*43', 'dialling')
    desk.media[0]?.measure(measured(1.5))
    await dialled
    const { id } = await desk.callIs('*43', 'connected')
    desk.media[0]?.measure(measured(4))
    desk.media[0]?.measure(measured(4.2))
    desk.phone.hangUp(id)
    expect(await ended('hung-up')).toMatchObject({
      statistics: {
        codec: 'PCMA',
        received: { mos: 4.1, lowestMos: 4, lossPercent: 1 },
        sent: null
      }
    })
  })

  it('rejects a call without having opened any media', async () => {
    await desk.pbx.callManager()
    const { id } = await desk.viewHas('ringing', ({ calls }) => calls[0])
    desk.phone.reject(id)
    expect(await ended('rejected')).toMatchObject({ unseen: false })
    expect(desk.media).toEqual([])
  })

  it('takes a second call and holds the first one for it', async () => {
    const first = await desk.dial('745')
    await desk.pbx.callManager()
    const second = await desk.viewHas('ringing', ({ calls }) => calls[1])
    await desk.phone.answer(second.id, false)
    await desk.callIs('+15550117', 'connected')
    expect(desk.phone.view.calls).toMatchObject([
      { id: first.id, hold: 'held', microphone: 'closed' },
      { id: second.id, hold: 'none', microphone: 'open' }
    ])
    expect(desk.media.map(({ microphone }) => microphone)).toEqual(['closed', 'open'])
  })

  it('sends digits in their order', async () => {
    const digits: string[] = []
    desk.pbx.onEvent((event) => {
      if (event.type === 'phone-digit') digits.push(event.digit)
    })
    const { id } = await desk.dial(client)
    expect(await desk.phone.sendDigits(id, '12#')).toMatchObject({ ok: true })
    expect(digits).toEqual(['1', '2', '#'])
  })

  it('hands a client on to a colleague', async () => {
    const { id } = await desk.dial(client)
    const onCall = desk.event('the colleague', (event) =>
      event.type === 'call' && event.extension === '745' && event.state === 'confirmed'
        ? event
        : undefined
    )
    expect(await desk.phone.transfer(id, '745')).toMatchObject({ ok: true })
    await onCall
    expect(desk.phone.view).toMatchObject({ calls: [], over: { outcome: 'transferred' } })
  })

  it.each([
    ['799', 404, 'Not Found'],
    ['744', 486, 'Busy Here']
  ])(
    'keeps a client who could not be handed on to %s',
    async (number, statusCode, reasonPhrase) => {
      const { id } = await desk.dial(client)
      expect(await desk.phone.transfer(id, number)).toMatchObject({
        ok: false,
        failure: {
          reason: 'phone.transfer-refused',
          context: { number, statusCode, reasonPhrase }
        }
      })
      expect(desk.phone.view.calls).toMatchObject([{ id, phase: 'connected', hold: 'none' }])
    }
  )

  it('asks a colleague first, then connects the two', async () => {
    const { id } = await desk.dial(client)
    expect(await desk.phone.consult(id, '745')).toMatchObject({ ok: true })
    const colleague = await desk.callIs('745', 'connected')
    expect(desk.media.map(({ microphone }) => microphone)).toEqual(['closed', 'open'])
    expect(await desk.phone.connectCalls(id, colleague.id)).toMatchObject({ ok: true })
    expect(desk.phone.view.calls).toEqual([])
    expect(desk.phone.view.recent).toMatchObject([
      { outcome: 'transferred' },
      { outcome: 'transferred' }
    ])
    expect(desk.log.warnings).toEqual([])
  })
})
